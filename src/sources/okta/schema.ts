import { type Fields, fields, list } from '../read.ts';
import { restoreCase } from './restore-case.ts';

/** What is read of a System Log record; each value is guarded where it is used, and the rest is ignored. */
export type OktaRecord = Fields<
  | 'uuid'
  | 'published'
  | 'eventType'
  | 'legacyEventType'
  | 'outcome'
  | 'actor'
  | 'target'
  | 'client'
  | 'request'
  | 'device'
  | 'authenticationContext'
  | 'securityContext'
  | 'debugContext'
>;
export type Outcome = 'result' | 'reason';
/** Of `actor` and of each item of `target`. */
export type Party = 'id' | 'type' | 'alternateId' | 'displayName';
export type Client = 'ipAddress' | 'userAgent' | 'geographicalContext';
export type UserAgent = 'rawUserAgent' | 'os';
export type Geography = 'country' | 'state' | 'city' | 'geolocation';
export type Device = 'id' | 'managed' | 'registered';
export type AuthenticationContext = 'externalSessionId' | 'rootSessionId' | 'credentialType';
export type SecurityContext = 'asNumber' | 'asOrg' | 'isProxy';
export type DebugData = 'deviceFingerprint' | 'dtHash' | 'factor' | 'risk' | 'logOnlySecurityData';

/** Dotted, as `user.session.start`; the event types of other vendors' JSON are single words. */
const EVENT_TYPE = /^[a-z][\w-]*(?:\.[\w-]+)+$/i;

/**
 * The System Log object in what was delivered: bare, in an EventBridge envelope's `detail`, or with its keys folded
 * to lower case by a data warehouse. Undefined when it is none.
 */
export function oktaRecord(delivered: Fields): OktaRecord | undefined {
  const bare = 'detail-type' in delivered ? fields(delivered.detail) : delivered;
  const record = bare.eventType === undefined && bare.eventtype !== undefined ? restoreCase(bare) : bare;
  return typeof record.eventType === 'string' && EVENT_TYPE.test(record.eventType) ? record : undefined;
}

/** The first item of `target` whose type fits. */
export function targetOf(record: OktaRecord, fits: (type: string) => boolean): Fields<Party> | undefined {
  for (const item of list(record.target)) {
    const target = fields<Party>(item);
    if (typeof target.type === 'string' && fits(target.type)) return target;
  }
  return undefined;
}
