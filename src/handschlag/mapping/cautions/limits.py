"""Numbers of rows at which exports end because a program allows no more: a file with exactly so many is suspicious.

Where the numbers come from:

- HubSpot: an export of more than one million rows comes as several files, an XLS file ends after 65 thousand
  (developers.hubspot.com, changelog "CRM export partitioning and association limits", 2025).
- Salesforce: a report shows 2,000 rows, and so many come through the reporting API; a formatted export has at most
  100,000 (help.salesforce.com, "Reports and dashboards limits and allocations").
- Odoo: at most 20,000 records of a list unless the system parameter `web.active_ids_limit` says otherwise
  (github.com/odoo/odoo, issue 106209); a page of a list has 80.
- Dynamics 365: 100,000 rows to Excel (Microsoft's help on exporting data to Excel).
- Zoho CRM: 200,000 records in an export job (zoho.com, "Bulk read: limitations").
- Excel: 65,536 rows in an XLS sheet, 1,048,576 in an XLSX sheet, the header among them; what does not fit is dropped
  when a CSV file is opened and saved (Microsoft, "Excel specifications and limits").
- Pipedrive and many others: no documented number; round numbers are what programs and people choose as a limit.
"""

#: Rows without the header, and the programs known to stop there. Without one, the number is merely round.
LIMITS: dict[int, tuple[str, ...]] = {
    80: ("Odoo",),
    100: (),
    250: (),
    500: (),
    1_000: (),
    2_000: ("Salesforce",),
    5_000: (),
    10_000: (),
    20_000: ("Odoo",),
    25_000: (),
    50_000: (),
    65_000: ("HubSpot",),
    65_535: ("Excel (XLS)",),
    65_536: ("Excel (XLS)",),
    100_000: ("Salesforce", "Dynamics 365"),
    200_000: ("Zoho CRM",),
    250_000: (),
    500_000: (),
    1_000_000: ("HubSpot",),
    1_048_575: ("Excel",),
    1_048_576: ("Excel",),
}


def limit_at(rows: int) -> tuple[str, ...] | None:
    """The programs that stop after so many rows; None if the number means nothing."""
    return LIMITS.get(rows)
