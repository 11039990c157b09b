"""The time zones that the form of a forum offers; any other can be typed."""

OFFERED_ZONES = (
    "UTC",
    *("Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver"),
    *("America/Phoenix", "America/Chicago", "America/Mexico_City", "America/Bogota"),
    *("America/New_York", "America/Toronto", "America/Lima", "America/Santiago"),
    *("America/Halifax", "America/St_Johns", "America/Sao_Paulo", "America/Argentina/Buenos_Aires"),
    *("Atlantic/Azores", "Europe/Lisbon", "Europe/London", "Europe/Dublin", "Africa/Lagos"),
    *("Africa/Casablanca", "Europe/Madrid", "Europe/Paris", "Europe/Amsterdam"),
    *("Europe/Berlin", "Europe/Zurich", "Europe/Vienna", "Europe/Rome", "Europe/Stockholm"),
    *("Europe/Oslo", "Europe/Copenhagen", "Europe/Warsaw", "Europe/Prague", "Europe/Budapest"),
    *("Europe/Athens", "Europe/Helsinki", "Europe/Kyiv", "Europe/Bucharest", "Africa/Cairo"),
    *("Africa/Johannesburg", "Africa/Nairobi", "Europe/Istanbul", "Asia/Jerusalem"),
    *("Asia/Riyadh", "Asia/Dubai", "Asia/Tehran", "Asia/Karachi", "Asia/Kolkata"),
    *("Asia/Kathmandu", "Asia/Dhaka", "Asia/Bangkok", "Asia/Jakarta", "Asia/Ho_Chi_Minh"),
    *("Asia/Singapore", "Asia/Manila", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei"),
    *("Australia/Perth", "Asia/Seoul", "Asia/Tokyo", "Australia/Adelaide", "Australia/Brisbane"),
    *("Australia/Sydney", "Australia/Melbourne", "Pacific/Auckland"),
)
