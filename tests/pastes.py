"""What reps paste in the tests of the page: an ordinary forward, and words that must stay words."""

FORWARD = """Nadia, can we?

From: Owen Petrak <o.petrak@lumenhoist.example>
Sent: Tuesday, March 9, 2027 10:12 AM
To: Nadia Rowe <nadia@rowebrackets.example>
Subject: brackets and pins

Hi Nadia,

we need these by next Friday:

- 120 brackets BR-4410 rev B
- 40 pins P-7731

Ship to 9 Harbor Rd, Erie PA 16501.

Thanks
Owen Petrak
Lumen Hoist
"""
HOSTILE = (
    "<img src=x onerror=window.hacked=1>",
    "</script><script>window.hacked=1</script>",
    "{{7*7}}",
    "${window.hacked=1}",
    "`${window.hacked=1}`",
    '" autofocus onfocus="window.hacked=1',
    "[link](javascript:window.hacked=1)",
    "C:\\new\\table\\",
)
