/** Every key of schema.ts that is not all lower case, as Okta writes it. */
const KEYS = [
  ...[
    'eventType',
    'legacyEventType',
    'displayMessage',
    'authenticationContext',
    'securityContext',
    'debugContext',
  ],
  ...['alternateId', 'displayName', 'ipAddress', 'userAgent', 'rawUserAgent', 'geographicalContext'],
  ...['externalSessionId', 'rootSessionId', 'credentialType', 'asNumber', 'asOrg', 'isProxy', 'ipChain'],
  ...['debugData', 'deviceFingerprint', 'dtHash', 'logOnlySecurityData'],
];
const PROPER = new Map(KEYS.map((key) => [key.toLowerCase(), key]));
/** `debugContext.debugData.*`, `target[].*` and `geographicalContext.geolocation.*` lie no deeper. */
const DEPTH = 5;

/** A record whose keys a data warehouse has folded to lower case, with the keys that the parser reads as Okta wrote them. */
export function restoreCase(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return restore(record, DEPTH) as Record<string, unknown>;
}

function restore(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object' || depth === 0) return value;
  if (Array.isArray(value)) return value.map((item) => restore(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [PROPER.get(key) ?? key, restore(inner, depth - 1)]),
  );
}
