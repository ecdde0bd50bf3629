"""The example house: a generated German software company whose two systems export their data separately."""

from handschlag.demo.generate import CRM_FOLDER, MARKETING_FOLDER, Summary, generate
from handschlag.demo.house import NAME
from handschlag.demo.packaged import AGREEMENT, CRM_MAPPING, MARKETING_MAPPING

__all__ = [
    "AGREEMENT",
    "CRM_FOLDER",
    "CRM_MAPPING",
    "MARKETING_FOLDER",
    "MARKETING_MAPPING",
    "NAME",
    "Summary",
    "generate",
]
