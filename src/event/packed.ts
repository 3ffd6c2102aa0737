import { CATEGORY } from './category.ts';
import type { Action, Channel, LoginEvent, Outcome } from './login-event.ts';
import { isoText } from './time.ts';

type Homeport = LoginEvent['homeport'];
type Maybe<T> = T | null;

/**
 * A login event as the log keeps it: values by position, without what follows from them (`@timestamp` is the row's
 * time; kind, category and type follow from the action). A third of the document's size, and read in half the time.
 * Positions are for ever: a new field goes to the end.
 */
export type PackedEvent = [
  id: string,
  action: Action,
  outcome: Outcome,
  channel: Channel,
  interactive: 0 | 1,
  account: string,
  ip: Maybe<string>,
  session: Maybe<string>,
  device: Maybe<string>,
  managed: Maybe<boolean>,
  userAgent: Maybe<string>,
  application: Maybe<string>,
  factor: Maybe<string>,
  opinion: Maybe<NonNullable<Homeport['provider']>>,
  reason: Maybe<string>,
  code: Maybe<string>,
  provider: string,
  dataset: string,
  user: Maybe<LoginEvent['user']>,
  port: Maybe<number>,
  domain: Maybe<string>,
  registered: Maybe<boolean>,
  vpn: Maybe<NonNullable<Homeport['vpn']>>,
  host: Maybe<NonNullable<LoginEvent['host']>>,
  observer: Maybe<NonNullable<LoginEvent['observer']>>,
  stamp: Maybe<NonNullable<Homeport['stamp']>>,
];

export function packEvent({
  event,
  user,
  source,
  user_agent,
  device,
  host,
  observer,
  homeport,
}: LoginEvent): string {
  const packed: PackedEvent = [
    event.id,
    event.action,
    event.outcome,
    homeport.channel,
    homeport.interactive ? 1 : 0,
    homeport.account,
    source?.ip ?? null,
    homeport.session?.id ?? null,
    device?.id ?? null,
    homeport.device?.managed ?? null,
    user_agent?.original ?? null,
    homeport.application ?? null,
    homeport.mfa?.factor ?? null,
    homeport.provider ?? null,
    event.reason ?? null,
    event.code ?? null,
    event.provider,
    event.dataset,
    isPlain(user, homeport.account) ? null : user,
    source?.port ?? null,
    source?.domain ?? null,
    homeport.device?.registered ?? null,
    homeport.vpn ?? null,
    host ?? null,
    observer ?? null,
    homeport.stamp ?? null,
  ];
  return JSON.stringify(packed);
}

export const readPacked = (text: string): PackedEvent => JSON.parse(text) as PackedEvent;

/** The document again, from its packed form and its time (ms). */
export function unpackEvent(text: string, time: number): LoginEvent {
  const [id, action, outcome, channel, interactive, account, ip, session, device, managed, ...rest] =
    readPacked(text);
  const [
    userAgent,
    application,
    factor,
    opinion,
    reason,
    code,
    provider,
    dataset,
    user,
    port,
    domain,
    ...more
  ] = rest;
  const [registered, vpn, host, observer, stamp] = more;
  const { category, type } = CATEGORY[action];
  const source = present({ ip, port, domain });
  const ownDevice = present({ managed, registered });
  return {
    '@timestamp': isoText(time),
    event: {
      id,
      kind: 'event',
      category: [...category],
      type: [...type],
      action,
      outcome,
      ...present({ reason, code }),
      provider,
      dataset,
    },
    user: user ?? { name: account },
    ...(source && { source }),
    ...(userAgent !== null && { user_agent: { original: userAgent } }),
    ...(device !== null && { device: { id: device } }),
    ...present({ host, observer }),
    homeport: {
      account,
      channel,
      interactive: interactive === 1,
      ...present({ application }),
      ...(session !== null && { session: { id: session } }),
      ...(ownDevice && { device: ownDevice }),
      ...(factor !== null && { mfa: { factor } }),
      ...present({ vpn, provider: opinion, stamp }),
    },
  };
}

/** Most user names say nothing that the account does not. */
function isPlain(user: LoginEvent['user'], account: string): boolean {
  for (const key in user) if (key !== 'name') return false;
  return user.name === account;
}

type Present<T> = { [K in keyof T]?: NonNullable<T[K]> };

/** The fields that are there; undefined without any. */
function present<T extends object>(fields: T): Present<T> | undefined {
  const there = Object.entries(fields).filter(([, value]) => value !== null);
  return there.length === 0 ? undefined : (Object.fromEntries(there) as Present<T>);
}
