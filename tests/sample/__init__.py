"""The worked example: Grantwright, invented for this program, assessed three times over nine months.

The inputs stand here as a team would have entered them; every finding, verdict and plan is
computed. ``python -m tests.sample`` writes the file that is shipped.
"""
