import { type AnyDetector, isoTime, type Place } from '#kit';
import type { StoredAlert } from './alert.ts';
import { assumptions } from './assumptions.ts';
import { type Case, caseId } from './case.ts';
import { describeAlert } from './describe.ts';

export const LEAD_NOTICE =
  'An alert is a lead, not proof of nationality or guilt. Apply the same questions to every employee.';

/** The worker's display fields, from the roster. */
export interface Profile {
  id: string;
  email?: string | undefined;
  name?: string | undefined;
}

/** A document of the public contract: ECS fields, and `homeport.*` for what ECS lacks. Keys keep one order. */
export interface AlertDocument {
  '@timestamp': string;
  event: { id: string; kind: 'alert'; created: string } & Fields;
  homeport: { status: string; revision: number } & Fields;
  [field: string]: unknown;
}
export interface CaseDocument {
  '@timestamp': string;
  event: { id: string; kind: 'state' } & Fields;
  homeport: { case_id: string; status: string } & Fields;
  [field: string]: unknown;
}
type Fields = Record<string, unknown>;

/** An alert as written to `--alerts` and to Elasticsearch. Suppressed and shadow alerts belong to no case. */
export function alertDocument(
  alert: StoredAlert,
  profile: Profile,
  detectors: readonly AnyDetector[],
): AlertDocument {
  const { title, attack, summary, evidence, benignIf, nextSteps } = describeAlert(alert, detectors);
  const event = alert.event;
  return compact({
    '@timestamp': isoTime(alert.time),
    event: {
      id: alert.id,
      kind: 'alert' as const,
      category: ['authentication'],
      type: ['info'],
      action: event?.action,
      created: isoTime(alert.createdAt),
      start: isoTime(alert.firstTime),
      end: isoTime(alert.time),
      provider: 'homeport',
      dataset: 'homeport.alert',
    },
    rule: { id: alert.detector, name: title, version: String(alert.detectorVersion) },
    threat: attack.length > 0 ? { framework: 'MITRE ATT&CK', technique: { id: [...attack] } } : undefined,
    user: userFields(profile),
    source: event?.ip && {
      ip: event.ip,
      geo: event.place && geoFields(event.place),
      as: event.network?.asn && {
        number: event.network.asn,
        organization: event.network.operator && { name: event.network.operator },
      },
    },
    user_agent: event?.userAgent && { original: event.userAgent },
    device: event?.device && { id: event.device },
    homeport: {
      severity: alert.severity,
      finding: alert.finding,
      family: alert.family,
      weight: alert.weight,
      confidence: alert.confidence,
      deterministic: alert.deterministic,
      summary,
      evidence,
      claim: alert.claim,
      benign_if: [...benignIf],
      next_steps: [...nextSteps],
      assumptions: assumptions(alert),
      event: event && { id: event.id, account: event.account, channel: event.channel },
      network: event?.network && {
        type: event.network.type,
        label: event.network.label,
        anonymiser: event.network.anonymiser,
      },
      session: event?.session && { id: event.session },
      subject: { kind: alert.subject.kind, key: alert.subject.key },
      key: alert.key,
      case_id:
        alert.status === 'suppressed' || alert.shadow ? undefined : caseId(alert.worker, alert.caseOrdinal),
      group_id: alert.groupId,
      status: alert.status,
      status_reason: alert.statusReason,
      count: alert.count,
      revision: alert.revision,
      settings_revision: alert.settingsRevision,
      late: alert.late,
      shadow: alert.shadow,
    },
  });
}

/** A case as written to `--cases` and to Elasticsearch; its `@timestamp` is the event time of its first alert. */
export function caseDocument(subject: Case, profile: Profile): CaseDocument {
  return compact({
    '@timestamp': isoTime(subject.firstAlertAt),
    event: { id: subject.id, kind: 'state' as const, provider: 'homeport', dataset: 'homeport.case' },
    user: userFields(profile),
    homeport: {
      case_id: subject.id,
      severity: subject.severity,
      score: rounded(subject.score),
      sentence: subject.sentence,
      question: subject.question,
      families: subject.families,
      contributions: subject.contributions.map(({ family, alertId, value }) => ({
        family,
        alert_id: alertId,
        value: rounded(value),
      })),
      alert_ids: subject.alertIds,
      first_alert_at: isoTime(subject.firstAlertAt),
      last_alert_at: isoTime(subject.lastAlertAt),
      status: subject.status,
      verdict: subject.verdict,
      assignee: subject.assignee,
      reason: subject.reason,
      notice: LEAD_NOTICE,
    },
  });
}

/** The order of every exported file: by `@timestamp`, then by id. */
export function byTimeAndId(a: AlertDocument | CaseDocument, b: AlertDocument | CaseDocument): number {
  return compareText(a['@timestamp'], b['@timestamp']) || compareText(a.event.id, b.event.id);
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const userFields = ({ id, email, name }: Profile) => ({ id, email, name });

function geoFields(place: Place): Fields {
  const located = place.latitude !== undefined && place.longitude !== undefined;
  return {
    country_iso_code: place.country,
    region_iso_code: place.region && `${place.country}-${place.region}`,
    city_name: place.city,
    location: located ? { lat: place.latitude, lon: place.longitude } : undefined,
  };
}

/** Three decimals: the last bits of a power may differ between machines. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Leaves out what is undefined, at every depth, so that a document equals its own JSON. */
function compact<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
