/** Whose terms a database comes under, by the type it names itself; undefined for one we do not know. */
export function licenceOf(databaseType: string): string | undefined {
  if (/^GeoLite2/i.test(databaseType)) return 'GeoLite2 End User License Agreement (MaxMind)';
  if (/^GeoIP/i.test(databaseType)) return "MaxMind's commercial licence";
  if (/^DBIP-.*Lite/i.test(databaseType)) return 'CC BY 4.0 (IP Geolocation by DB-IP, https://db-ip.com)';
  if (/^DBIP/i.test(databaseType)) return "DB-IP's commercial licence";
  if (/^ipinfo.*lite/i.test(databaseType)) return 'CC BY-SA 4.0 (IPinfo, https://ipinfo.io)';
  if (/^ipinfo/i.test(databaseType)) return "IPinfo's commercial licence";
  return undefined;
}
