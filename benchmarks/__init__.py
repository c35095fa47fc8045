"""What is measured, beside a peer or a target: `python -m benchmarks` prints the tables. No test times anything."""
