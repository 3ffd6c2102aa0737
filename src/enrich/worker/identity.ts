import type { AccountRef } from '../port.ts';
import type { DirectoryData, WorkerEntry } from './directory-data.ts';
import { foldAccount } from './fold.ts';

/** Who an account belongs to: a worker of the roster, nobody (a service, an ignored name), or somebody unknown. */
export type Identify = (ref: AccountRef) => WorkerEntry | 'ignored' | undefined;

/**
 * Names as the roster writes them come first. A user name without a domain, or in one of the firm's own, may also be
 * the local part of a worker's address in one of those domains, as long as it is that of one worker only.
 */
export function identifier(data: DirectoryData): Identify {
  const named = new Map(data.workers.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));
  const locals = localNames(data);
  const ours = ownDomains(data.domains);
  const ignored = data.ignoreAccounts.map(globPattern);

  const byLogin = (login: string, domain: string | undefined): WorkerEntry | undefined => {
    const parts = splitLogin(login);
    const realm = parts.domain ?? domain;
    if (realm !== undefined && !ours.has(realm)) return undefined;
    const owners = locals.get(parts.name);
    return named.get(parts.name) ?? (owners?.length === 1 ? owners[0] : undefined);
  };
  // A vendor's number may by chance be somebody else's staff number: only an alias vouches for it.
  const byVendorId = (id: string): WorkerEntry | undefined => {
    const entry = named.get(id);
    return entry && foldAccount(entry.worker.id) !== id ? entry : undefined;
  };

  return (ref) => {
    const account = foldAccount(ref.account);
    const name = foldAccount(ref.name);
    if (ignored.some((pattern) => pattern.test(account) || pattern.test(name))) return 'ignored';
    const [email, id, domain] = [ref.email, ref.id, ref.domain].map((part) => part && foldAccount(part));
    const entry =
      named.get(account) ??
      (email ? named.get(email) : undefined) ??
      byLogin(account, domain || undefined) ??
      (email ? byLogin(email, undefined) : undefined) ??
      (id ? byVendorId(id) : undefined);
    return entry?.service ? 'ignored' : entry;
  };
}

/** Local parts of the workers' addresses in the firm's own domains, and whose they are. */
export function localNames({ workers, domains }: DirectoryData): Map<string, WorkerEntry[]> {
  const ours = ownDomains(domains);
  const locals = new Map<string, WorkerEntry[]>();
  for (const entry of workers) {
    const parts = entry.names
      .map(splitLogin)
      .filter(({ domain }) => domain !== undefined && ours.has(domain));
    for (const name of new Set(parts.map((part) => part.name))) {
      locals.set(name, [...(locals.get(name) ?? []), entry]);
    }
  }
  return locals;
}

/** The domains themselves, and the Windows name that `corp.example.com` has by default: `CORP`. */
function ownDomains(domains: readonly string[]): Set<string> {
  return new Set(domains.map(foldAccount).flatMap((domain) => [domain, domain.split('.', 1)[0]!]));
}

/** `CORP\jane`, `CORP/jane`, `jane@example.com` or `jane`, folded, in its parts. */
function splitLogin(login: string): { name: string; domain?: string } {
  const windows = /^([^\\/]+)[\\/]+(.+)$/.exec(login);
  if (windows) return { domain: windows[1]!, name: windows[2]! };
  const at = login.lastIndexOf('@');
  return at > 0 ? { name: login.slice(0, at), domain: login.slice(at + 1) } : { name: login };
}

function globPattern(glob: string): RegExp {
  const literal = foldAccount(glob).replaceAll(/[\\^$.|?+()[\]{}]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll(/\*+/g, '[^]*')}$`);
}
