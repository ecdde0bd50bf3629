"""Where the example house's agreement and its two mappings lie inside the installed package."""

from pathlib import Path

_FILES = Path(__file__).parent / "files"

AGREEMENT = _FILES / "agreement.yaml"
MARKETING_MAPPING = _FILES / "marketing.yaml"
CRM_MAPPING = _FILES / "crm.yaml"
