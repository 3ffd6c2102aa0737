import { readFileSync } from 'node:fs';
import { setGlobalProxyFromEnv } from 'node:http';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type ConfigChoice, loadSetup, type Setup } from '../app.ts';
import { resolveSecret } from '../config/secret.ts';
import { fetchData } from '../enrich/data/fetch-data.ts';
import { ITEMS, type ItemName } from '../enrich/data/items.ts';
import { count, print, printJson, table, UsageError } from './output.ts';

export interface FetchFlags {
  into?: string;
  json?: boolean;
  url?: string[];
}

/** `homeport data fetch`: updates location and network data; a failed item leaves the old file. */
export async function dataFetch(
  names: readonly string[],
  flags: FetchFlags,
  choice: ConfigChoice,
): Promise<number> {
  const known = Object.keys(ITEMS) as ItemName[];
  const unknown = names.find((name) => !(known as string[]).includes(name));
  if (unknown !== undefined)
    throw new UsageError(`there is no data ${unknown}; known are ${known.join(', ')}`);
  const setup = await loadSetup(choice);
  useNetworkSettings(setup);
  const licenceKey = process.env.MAXMIND_LICENSE_KEY;
  const outcomes = await fetchData({
    dir: flags.into ?? join(setup.config.dir, 'data'),
    what: names.length > 0 ? (names as ItemName[]) : known,
    ...(licenceKey ? { licenceKey } : {}),
    urls: urlsOf(flags.url ?? []),
    now: Date.now(),
    fetch: globalThis.fetch,
  });
  if (flags.json) printJson(outcomes);
  else {
    const rows = outcomes.map((outcome) => {
      const detail =
        'reason' in outcome
          ? outcome.reason
          : 'bytes' in outcome
            ? `${count(outcome.bytes)} bytes of ${outcome.date}`
            : '';
      return [outcome.name, outcome.outcome, detail, outcome.file];
    });
    print(table(['data', 'outcome', '', 'file'], rows));
  }
  return outcomes.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

/** `item=url`, several times for items with several files. */
function urlsOf(settings: readonly string[]): Partial<Record<ItemName, string[]>> {
  const urls: Partial<Record<ItemName, string[]>> = {};
  for (const setting of settings) {
    const [name = '', ...url] = setting.split('=');
    if (!(name in ITEMS) || url.length === 0)
      throw new UsageError(
        `--url ${setting}: write it as item=url, with an item of ${Object.keys(ITEMS).join(', ')}`,
      );
    urls[name as ItemName] = [...(urls[name as ItemName] ?? []), url.join('=')];
  }
  return urls;
}

/** The proxy and certificates of the settings hold for every outgoing call of the process. */
function useNetworkSettings({ config: { http } }: Setup): void {
  if (http.ca) setDefaultCACertificates([...getCACertificates('default'), readFileSync(http.ca, 'utf8')]);
  if (!http.proxy) return;
  const proxy =
    typeof http.proxy === 'string'
      ? { ok: true as const, value: http.proxy }
      : resolveSecret(http.proxy, process.env);
  if (!proxy.ok) throw new UsageError(`http.proxy in the settings: ${proxy.reason}`);
  setGlobalProxyFromEnv({ HTTP_PROXY: proxy.value, HTTPS_PROXY: proxy.value });
}
