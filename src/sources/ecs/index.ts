import { CATEGORY } from '../../event/category.ts';
import { canonicalJson, hashId } from '../../event/ids.ts';
import { LoginEvent } from '../../event/login-event.ts';
import { isoText } from '../../event/time.ts';
import { fields, readStamp, text } from '../read.ts';
import { drop, type JsonSource, ok, type ParseContext, type Parsed, reject } from '../source.ts';
import {
  type EcsDocument,
  type Endpoint,
  ecsDocument,
  endpointOf,
  first,
  observerOf,
  opinionOf,
  personOf,
  sourceOf,
  texts,
} from './document.ts';
import { meaningOf } from './meaning.ts';

/** Documents that Filebeat, Elastic Agent, Vector and others have mapped to ECS already, and Homeport's own events. */
export const ecs: JsonSource = {
  kind: 'json',
  id: 'ecs',
  title: 'Elastic Common Schema',
  provider: 'ecs',
  tells: { device: true, session: false, mfa: true, geo: true },
  claims,
  parse,
};

type EventField =
  | 'kind'
  | 'category'
  | 'type'
  | 'action'
  | 'outcome'
  | 'reason'
  | 'code'
  | 'id'
  | 'provider'
  | 'module'
  | 'dataset';

function claims(delivered: Record<string, unknown>): boolean {
  if (!('@timestamp' in delivered || '_index' in delivered)) return false;
  const document = ecsDocument(delivered);
  const event = fields<EventField>(document.event);
  const classified = event.category ?? event.kind ?? event.action ?? event.outcome ?? event.dataset;
  return '@timestamp' in document && (classified !== undefined || 'ecs' in document);
}

function parse(delivered: Record<string, unknown>, { zone }: ParseContext): Parsed {
  const document = ecsDocument(delivered);
  const stamp = readStamp(stampOf(document), zone);
  const written = fields<EventField>(document.event);
  const own = 'homeport' in document ? LoginEvent.safeParse(document) : undefined;
  if (own?.success) return typeof stamp === 'string' ? reject(stamp) : ok(stamp.day, own.data);
  if ((first(written.kind) ?? 'event') !== 'event') return drop('not-an-event');

  const endpoint = endpointOf(document);
  const observer = observerOf(document);
  const meaning = meaningOf({
    category: texts(written.category),
    type: texts(written.type),
    action: first(written.action) ?? '',
    outcome: first(written.outcome),
    oktaResult: first(fields<'result'>(fields<'outcome'>(document.okta).outcome).result),
    vpn: observer?.type === 'vpn' || VPN.test(first(written.dataset) ?? ''),
    remote: sourceOf(endpoint) !== undefined,
  });
  if (!meaning) return drop('not-a-login');

  const { action, channel, outcome, interactive } = meaning;
  const person = personOf(document, action);
  if (!person) return outcome === 'failure' ? drop('unknown-user') : reject('missing user');
  const { account, user, acted } = person;
  if (user.name.endsWith('$')) return drop('machine-account');
  if (typeof stamp === 'string') return reject(stamp);

  const event: LoginEvent = {
    '@timestamp': isoText(stamp.time, text(stampOf(document))),
    event: {
      id: first(written.id) ?? hashId('ecs', canonicalJson(ownContent(document))),
      kind: 'event',
      category: [...CATEGORY[action].category],
      type: [...CATEGORY[action].type],
      action,
      outcome,
      provider: first(written.provider) ?? first(written.module) ?? 'ecs',
      dataset: 'ecs',
    },
    user,
    homeport: { account, channel, interactive: interactive && acted },
  };
  const reason = first(written.reason);
  if (reason) event.event.reason = reason;
  const code = first(written.code) ?? first(written.action);
  if (code) event.event.code = code;
  if (observer) event.observer = observer;
  if (stamp.assumed) event.homeport.stamp = ['zone-assumed'];
  if (acted) addCircumstances(event, document, endpoint);
  return ok(stamp.day, event);
}

function addCircumstances(event: LoginEvent, document: EcsDocument, endpoint: Endpoint): void {
  const source = sourceOf(endpoint);
  if (source) event.source = source;
  const provider = opinionOf(endpoint);
  if (provider) event.homeport.provider = provider;
  const original = first(fields<'original'>(document.user_agent).original);
  if (original) event.user_agent = { original };
  const id = first(fields<'id'>(document.device).id);
  if (id) event.device = { id };
}

/** Of several values, as Elasticsearch may give them, the first. */
const stampOf = (document: EcsDocument): unknown => {
  const stamp = document['@timestamp'];
  return Array.isArray(stamp) ? stamp[0] : stamp;
};

const VPN = /vpn|globalprotect|anyconnect/i;

/** Without what shippers and pipelines add on the way, which differs when a record is delivered again. */
function ownContent({ agent, ecs: _, event, input, log, tags, ...content }: EcsDocument): EcsDocument {
  const { created, ingested, ...about } = fields(event);
  return { ...content, event: about };
}
