"""The report as one file of HTML: no request, no script that it needs, for eyes and for print."""
