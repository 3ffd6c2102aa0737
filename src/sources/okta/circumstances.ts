import { parseAddress } from '../../event/address.ts';
import { countryCode } from '../../event/country.ts';
import type { LoginEvent } from '../../event/login-event.ts';
import { count, type Fields, fields, flag, known, list, number, present, text } from '../read.ts';
import type {
  AuthenticationContext,
  Client,
  DebugData,
  Device,
  Geography,
  OktaRecord,
  SecurityContext,
  UserAgent,
} from './schema.ts';
import { targetOf } from './schema.ts';

const HOST_NAME = /^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i;

/**
 * Adds to an event from where, with what, to what and in which session it was done. When somebody else `acted`, the
 * record's address and machine are that person's and stay out of the event.
 */
export function addCircumstances(event: LoginEvent, record: OktaRecord, acted: boolean): void {
  const debug = fields<DebugData>(fields<'debugData'>(record.debugContext).debugData);
  const application = applicationOf(record);
  if (application) event.homeport.application = application;
  const factor = factorOf(event, record, debug);
  if (factor) event.homeport.mfa = { factor };
  if (!acted) return;

  const client = fields<Client>(record.client);
  const source = sourceOf(client, record);
  if (source) event.source = source;
  const provider = opinionOf(client, record, debug);
  if (provider) event.homeport.provider = provider;

  const userAgent = fields<UserAgent>(client.userAgent);
  const original = known(userAgent.rawUserAgent);
  if (original) event.user_agent = { original };
  const os = known(userAgent.os);
  if (os) event.host = { os: { full: os } };

  const device = fields<Device>(record.device);
  const deviceId = known(device.id) ?? known(debug.deviceFingerprint) ?? known(debug.dtHash);
  if (deviceId) event.device = { id: deviceId };
  const posture = present({ managed: flag(device.managed), registered: flag(device.registered) });
  if (posture) event.homeport.device = posture;

  const context = fields<AuthenticationContext>(record.authenticationContext);
  const session = known(context.externalSessionId) ?? known(context.rootSessionId);
  if (session) event.homeport.session = { id: session };
}

function sourceOf(client: Fields<Client>, record: OktaRecord): LoginEvent['source'] {
  const written = text(client.ipAddress);
  const direct = written && parseAddress(written);
  if (direct) return direct;
  const hop = text(fields<'ip'>(list(fields<'ipChain'>(record.request).ipChain)[0]).ip);
  const first = hop && parseAddress(hop);
  if (first) return first;
  return written && HOST_NAME.test(written) ? { domain: written } : undefined;
}

function opinionOf(
  client: Fields<Client>,
  record: OktaRecord,
  debug: Fields<DebugData>,
): LoginEvent['homeport']['provider'] {
  const geography = fields<Geography>(client.geographicalContext);
  const point = fields<'lat' | 'lon'>(geography.geolocation);
  const security = fields<SecurityContext>(record.securityContext);
  const country = text(geography.country);
  return present({
    is_proxy: flag(security.isProxy),
    asn: count(security.asNumber),
    as_org: known(security.asOrg),
    country: country && countryCode(country),
    region: known(geography.state),
    city: known(geography.city),
    latitude: number(point.lat),
    longitude: number(point.lon),
    risk: riskOf(debug),
  });
}

const LEVEL = /\blevel"?\s*[=:]\s*"?(\w+)/i;

/** The risk level in Okta's two strings that look like maps: `{reasons=…, level=HIGH}` and JSON with `"risk":{"level":…}`. */
function riskOf(debug: Fields<DebugData>): string | undefined {
  const written = text(debug.risk);
  if (written) return LEVEL.exec(written)?.[1] ?? written;
  const security = fields<'risk'>(debug.logOnlySecurityData);
  return text(fields<'level'>(security.risk).level);
}

/** The application signed in to. */
function applicationOf(record: OktaRecord): string | undefined {
  const application = targetOf(record, (type) => type === 'AppInstance');
  return known(application?.displayName) ?? known(application?.alternateId);
}

const WITH_FACTOR: ReadonlySet<string> = new Set(['mfa', 'factor-change']);
/** `AD_agent` of `…auth_via_AD_agent`, `okta_verify` of `user.mfa.okta_verify.deny_push`. */
const VIA = /(?:auth_via_(?!mfa$)|\bmfa\.(?=okta_verify))(\w+)/i;

/** The factor used or changed, in Okta's words. */
function factorOf(event: LoginEvent, record: OktaRecord, debug: Fields<DebugData>): string | undefined {
  const named = known(debug.factor);
  if (named || !WITH_FACTOR.has(event.event.action)) return named;
  // AuthenticatorEnrollment, AuthenticatorMethod, …
  const authenticator = targetOf(record, (type) => type.startsWith('Authenticator'));
  const context = fields<AuthenticationContext>(record.authenticationContext);
  return (
    known(authenticator?.displayName) ??
    known(context.credentialType) ??
    VIA.exec(event.event.code ?? '')?.[1]
  );
}
