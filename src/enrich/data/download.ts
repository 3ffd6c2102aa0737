import { createHash } from 'node:crypto';

/** What a server said of a file when it was last fetched: sent back to it so that an unchanged file is not sent again. */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

export type Download =
  | { outcome: 'fetched'; bytes: Buffer; validators: Validators }
  | { outcome: 'not-modified' }
  /** `status` is absent when there was no answer. */
  | { outcome: 'failed'; reason: string; status?: number };

/** Larger answers are refused: the largest database meant to be fetched has 150 MB. */
const MAX_BYTES = 512 * 1024 * 1024;
const TIMEOUT_MS = 10 * 60_000;

/** Gets one file over HTTP. Reasons never contain the address, which may hold a key. */
export async function download(
  url: string,
  known: Validators,
  fetch: typeof globalThis.fetch,
): Promise<Download> {
  const headers = {
    ...(known.etag ? { 'if-none-match': known.etag } : {}),
    ...(known.lastModified ? { 'if-modified-since': known.lastModified } : {}),
  };
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.status === 304) return { outcome: 'not-modified' };
    if (!response.ok) {
      await response.body?.cancel();
      return { outcome: 'failed', reason: explain(response.status), status: response.status };
    }
    const bytes = await readBody(response);
    const etag = response.headers.get('etag');
    const lastModified = response.headers.get('last-modified');
    const validators = { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
    return { outcome: 'fetched', bytes, validators };
  } catch (error) {
    return { outcome: 'failed', reason: `the download broke off (${causeOf(error)})` };
  }
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readBody(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function explain(status: number): string {
  if (status === 401 || status === 403) return `the server refused the licence key (HTTP ${status})`;
  return `the server answered HTTP ${status}`;
}

/** `fetch` hides what went wrong in the cause; the message of a bad address would quote it. */
function causeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  if (cause?.code) return cause.code;
  if (error instanceof Error) return error.name === 'TimeoutError' ? 'timed out' : error.name;
  return 'unknown cause';
}
