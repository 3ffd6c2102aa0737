import { CATEGORY } from '../../event/category.ts';
import { canonicalJson, hashId } from '../../event/ids.ts';
import type { LoginEvent, Outcome } from '../../event/login-event.ts';
import { isoText } from '../../event/time.ts';
import { splitUserName } from '../../event/user-name.ts';
import { fields, known, readStamp, text } from '../read.ts';
import { drop, type JsonSource, ok, type ParseContext, type Parsed, reject } from '../source.ts';
import { addCircumstances } from './circumstances.ts';
import { meaningOf } from './event-types.ts';
import { type OktaRecord, type Outcome as OutcomeKey, oktaRecord } from './schema.ts';
import { subjectOf } from './subject.ts';

/** Okta System Log records, as the API, log streaming and data warehouses deliver them. */
export const okta: JsonSource = {
  kind: 'json',
  id: 'okta',
  title: 'Okta System Log',
  provider: 'okta',
  tells: { device: true, session: true, mfa: true, geo: true },
  claims,
  parse,
};

/** An event type alone could be anybody's: one of these stands in every System Log record, whatever was left out. */
const COMPANIONS = [
  'actor',
  'outcome',
  'legacyEventType',
  'displayMessage',
  'securityContext',
  'debugContext',
];

function claims(delivered: Record<string, unknown>): boolean {
  const record = oktaRecord(delivered);
  return record !== undefined && COMPANIONS.some((key) => key in record);
}

function parse(delivered: Record<string, unknown>, { zone }: ParseContext): Parsed {
  const record = oktaRecord(delivered);
  if (!record) return reject('no event type');
  const code = record.eventType as string;
  const ending = fields<OutcomeKey>(record.outcome);
  const result = text(ending.result)?.toUpperCase();
  const meaning = meaningOf(code, result);
  if (typeof meaning === 'string') return drop(meaning);

  const { action, channel = 'sso', interactive = true } = meaning;
  const outcome = meaning.failed ? 'failure' : outcomeOf(result, record);
  const subject = subjectOf(record, meaning);
  if (typeof subject === 'string') return drop(subject);
  if (!subject) return outcome === 'failure' ? drop('unknown-user') : reject('missing user');
  const stamp = readStamp(record.published, zone);
  if (typeof stamp === 'string') return reject(stamp);

  const { account, id, fullName, acted } = subject;
  const event: LoginEvent = {
    '@timestamp': isoText(stamp.time, text(record.published)),
    event: {
      id: ownId(record.uuid) ?? hashId('okta', canonicalJson(record)),
      kind: 'event',
      category: [...CATEGORY[action].category],
      type: [...CATEGORY[action].type],
      action,
      outcome,
      code,
      provider: 'okta',
      dataset: 'okta',
    },
    user: splitUserName(account),
    homeport: { account, channel, interactive: interactive && acted },
  };
  const reason = text(ending.reason);
  if (reason) event.event.reason = reason;
  if (id) event.user.id = id;
  if (fullName) event.user.full_name = fullName;
  if (stamp.assumed) event.homeport.stamp = ['zone-assumed'];
  addCircumstances(event, record, acted);
  return ok(stamp.day, event);
}

const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['SUCCESS', 'success'],
  ['ALLOW', 'success'],
  ['FAILURE', 'failure'],
  ['DENY', 'failure'],
  ['UNANSWERED', 'failure'],
  ['ABANDONED', 'failure'],
  ['RATE_LIMIT', 'failure'],
]);

function outcomeOf(result: string | undefined, record: OktaRecord): Outcome {
  if (result !== undefined) return OUTCOMES.get(result) ?? 'unknown';
  const legacy = text(record.legacyEventType) ?? '';
  return legacy.endsWith('_success') ? 'success' : legacy.endsWith('_failed') ? 'failure' : 'unknown';
}

/** Shorter ones are test data or redacted, and would make one event of many. */
const LONG_ENOUGH = 16;

function ownId(uuid: unknown): string | undefined {
  const id = known(uuid);
  return id !== undefined && id.length >= LONG_ENOUGH ? id : undefined;
}
