import { type Fields, fields, known, text } from '../read.ts';
import type { DropReason, Meaning } from './event-types.ts';
import { type OktaRecord, type Party, targetOf } from './schema.ts';

/** Whom an event is about. */
export interface Subject {
  account: string;
  id?: string | undefined;
  fullName?: string | undefined;
  /** Whether the person acted: if not, the record's address and device are somebody else's. */
  acted: boolean;
}

/** The person, the reason why there is none, or undefined when the record fails to say. */
export function subjectOf(record: OktaRecord, meaning: Meaning): Subject | DropReason | undefined {
  const actor = fields<Party>(record.actor);
  const id = known(actor.id);
  if (meaning.ofTarget) {
    const target = targetOf(record, isUser);
    if (target && known(target.id) !== id) return named(target, false);
  }
  if (actor.type === 'SystemPrincipal' || actor.alternateId === 'system@okta.com') return 'system-actor';
  if (typeof actor.type === 'string' && actor.type !== 'User') {
    return named(targetOf(record, isUser), true) ?? 'service-client';
  }
  if (loginName(actor)) return named(actor, true);
  const target = targetOf(record, isUser) ?? targetOf(record, isAppUser);
  const same = id === undefined || known(target?.id) === id;
  return (same ? named(target, true) : undefined) ?? named(actor, true);
}

const isUser = (type: string): boolean => type === 'User';
const isAppUser = (type: string): boolean => type === 'AppUser';

function named(party: Fields<Party> | undefined, acted: boolean): Subject | undefined {
  if (!party) return undefined;
  const id = known(party.id);
  const fullName = known(party.displayName);
  const account = loginName(party) ?? id ?? fullName;
  return account === undefined ? undefined : { account, id, fullName, acted };
}

/** Somebody may be called `none`, so that only Okta's own word for nobody is taken for one. */
function loginName(party: Fields<Party>): string | undefined {
  const name = text(party.alternateId);
  return name === 'unknown' ? undefined : name;
}
