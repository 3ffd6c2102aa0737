import type { Device } from '../population/devices.ts';
import type { Worker } from '../population/worker.ts';
import type { Random } from '../random.ts';
import type { Act, ActKind } from '../session.ts';
import type { Block } from '../world/address-plan.ts';

/** What the delivery of one record left out. */
export interface Omissions {
  device: boolean;
  city: boolean;
  session: boolean;
}

interface EventType {
  name: string;
  legacy: string;
  message: string;
}

const TYPES: Partial<Record<ActKind, EventType>> = {
  policy: {
    name: 'policy.evaluate_sign_on',
    legacy: 'core.policy.evaluate_sign_on',
    message: 'Evaluation of sign-on policy',
  },
  login: {
    name: 'user.session.start',
    legacy: 'core.user_auth.login_success',
    message: 'User login to Okta',
  },
  'login-failed': {
    name: 'user.session.start',
    legacy: 'core.user_auth.login_failed',
    message: 'User login to Okta',
  },
  mfa: {
    name: 'user.authentication.auth_via_mfa',
    legacy: 'core.user.factor.attempt_success',
    message: 'Authentication of user via MFA',
  },
  app: {
    name: 'user.authentication.sso',
    legacy: 'app.auth.sso',
    message: 'User single sign on to app',
  },
  refresh: {
    name: 'app.oauth2.token.grant.refresh_token',
    legacy: 'app.oauth2.token.grant.refresh_token_success',
    message: 'OAuth2 refresh token is granted',
  },
  logout: {
    name: 'user.session.end',
    legacy: 'core.user_auth.logout_success',
    message: 'User logout from Okta',
  },
  'factor-added': {
    name: 'user.mfa.factor.activate',
    legacy: 'core.user.factor.activate',
    message: 'Activate factor for user',
  },
  'password-changed': {
    name: 'user.account.update_password',
    legacy: 'core.user.config.password_update.success',
    message: 'User update password for Okta',
  },
};

const APPLICATIONS = [
  'Slack',
  'Google Workspace',
  'GitHub',
  'Jira',
  'Salesforce',
  'Zoom',
  'Workday',
  'Snowflake',
];
const FACTORS = ['OKTA_VERIFY_PUSH', 'OKTA_VERIFY_PUSH', 'SIGNED_NONCE'];
const ORIGIN = 'https://example.okta.com';

/** Writes acts as Okta System Log records, each one line of JSON without its line break. */
export type OktaWriter = (act: Act, uuid: string, omit: Omissions) => string;

/** Texts that recur are made once: for each account, device and block of addresses. */
export function createOktaWriter(random: Random): OktaWriter {
  const applications = APPLICATIONS.map((name) => {
    const id = `0oa${random.token(17)}`;
    const instance = { id, type: 'AppInstance', alternateId: name, displayName: name, detailEntry: null };
    const client = {
      id,
      type: 'PublicClientApp',
      alternateId: 'unknown',
      displayName: name,
      detailEntry: null,
    };
    return { name, instance: JSON.stringify(instance), client: JSON.stringify(client) };
  });
  const person = memo((login: string, worker: Worker) => {
    const alternateId = `${login}@example.com`;
    const user = {
      id: worker.oktaId,
      type: 'User',
      alternateId,
      displayName: worker.name,
      detailEntry: null,
    };
    const appUser = {
      id: `0ua${worker.oktaId.slice(3)}`,
      type: 'AppUser',
      alternateId,
      displayName: worker.name,
      detailEntry: null,
    };
    return { user: JSON.stringify(user), appUser: JSON.stringify(appUser) };
  });
  const machine = memo((_: string, device: Device) => ({
    agent: JSON.stringify({ rawUserAgent: device.userAgent, os: device.os, browser: device.browser }),
    object: JSON.stringify({
      id: device.id,
      name: device.kind === 'Computer' ? `LT-${device.id.slice(-7).toUpperCase()}` : 'phone',
      os_platform: device.os,
      managed: device.managed,
      registered: true,
      device_integrator: null,
      secure_hardware_present: true,
    }),
  }));
  const surroundings = memo((_: string, block: Block) => vendorView(block));

  return (act, uuid, omit) => {
    const { worker, device, egress, kind } = act;
    const type = TYPES[kind]!;
    const login = worker.rename && act.time >= worker.rename.at ? worker.rename.login : worker.login;
    const { user, appUser } = person(login, worker);
    const { agent, object } = machine(device.id, device);
    const { place, placeless, security } = surroundings(egress.block.six, egress.block);
    const app = applications[act.detail % applications.length]!;
    const failed = kind === 'login-failed';
    const outcome = failed
      ? '{"result":"FAILURE","reason":"INVALID_CREDENTIALS"}'
      : kind === 'policy'
        ? '{"result":"ALLOW","reason":null}'
        : '{"result":"SUCCESS","reason":null}';
    const actor = kind === 'refresh' ? app.client : user;
    const target =
      kind === 'app'
        ? `[${app.instance},${appUser}]`
        : kind === 'refresh'
          ? `[${user},{"id":"oar${random.token(17)}","type":"refresh_token","alternateId":null,"displayName":"Refresh Token","detailEntry":null}]`
          : kind === 'login' || failed
            ? `[{"id":"${uuid}","type":"AuthenticatorEnrollment","alternateId":"unknown","displayName":"Password","detailEntry":null},${app.instance}]`
            : `[${user}]`;
    const session = failed || omit.session ? 'unknown' : act.session;
    const requestId = random.hex(32);
    const version = egress.ip.includes(':') ? 'V6' : 'V4';
    const geography = omit.city ? placeless : place;
    const factor =
      kind === 'mfa'
        ? `"factor":"${FACTORS[act.detail % 3]}","factorIntent":"AUTHENTICATION","pushOnlyResponseType":"OV_RESPONSE_ALLOW",`
        : '';
    return (
      `{"actor":${actor},"client":{"userAgent":${agent},"zone":"null","device":"${device.kind}","id":null,"ipAddress":"${egress.ip}",` +
      `"geographicalContext":${geography}},"device":${omit.device ? 'null' : object},` +
      `"authenticationContext":{"authenticationProvider":null,"credentialProvider":${kind === 'mfa' ? '"OKTA_CREDENTIAL_PROVIDER"' : 'null'},` +
      `"credentialType":null,"issuer":null,"interface":null,"authenticationStep":0,"rootSessionId":"${session}","externalSessionId":"${session}"},` +
      `"displayMessage":"${type.message}","eventType":"${type.name}","outcome":${outcome},` +
      `"published":"${new Date(act.time).toISOString()}","securityContext":${security},"severity":"${failed ? 'WARN' : 'INFO'}",` +
      `"debugContext":{"debugData":{${factor}"requestId":"${requestId}","dtHash":${omit.device ? 'null' : `"${device.token}"`},` +
      `"requestUri":"/api/v1/authn","threatSuspected":"false","origin":"${ORIGIN}",` +
      `"risk":"{level=LOW}","behaviors":"{New Geo-Location=NEGATIVE, New Device=NEGATIVE, New IP=NEGATIVE, Velocity=NEGATIVE}"}},` +
      `"legacyEventType":"${type.legacy}","transaction":{"type":"WEB","id":"${requestId}","detail":{}},"uuid":"${uuid}","version":"0",` +
      `"request":{"ipChain":[{"ip":"${egress.ip}","geographicalContext":${geography},"version":"${version}","source":null}]},"target":${target}}`
    );
  };
}

/** What Okta's own databases say of a block. */
function vendorView({ city, operator, path, service }: Block) {
  const geographicalContext = {
    city: city.city,
    state: city.regionName,
    country: city.countryName,
    postalCode: city.postalPrefix ? `${city.postalPrefix}01` : null,
    geolocation: { lat: city.latitude, lon: city.longitude },
  };
  const securityContext = {
    asNumber: operator.asn,
    asOrg: operator.name.toLowerCase(),
    isp: operator.name.toLowerCase(),
    domain: `${operator.name.toLowerCase().replace(/[^a-z]+/g, '-')}.example.net`,
    isProxy: path === 'vpn' && service?.listed === true,
    userBehaviors: null,
  };
  return {
    place: JSON.stringify(geographicalContext),
    placeless: JSON.stringify({ ...geographicalContext, city: null, postalCode: null }),
    security: JSON.stringify(securityContext),
  };
}

function memo<Subject, Made>(
  make: (key: string, subject: Subject) => Made,
): (key: string, subject: Subject) => Made {
  const made = new Map<string, Made>();
  return (key, subject) => {
    let known = made.get(key);
    if (known === undefined) {
      known = make(key, subject);
      made.set(key, known);
    }
    return known;
  };
}
