import { gunzipSync } from 'node:zlib';

const BLOCK = 512;

/** The first file of a gzip-compressed tar archive whose name ends so. Throws when the archive is cut short or lacks it. */
export function fileInTarGz(bytes: Buffer, suffix: string): Buffer {
  const archive = gunzipSync(bytes);
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    const name = header.toString('latin1', 0, 100).replace(/\0.*$/, '');
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8) || 0;
    const start = at + BLOCK;
    if (name.endsWith(suffix)) {
      if (start + size > archive.length) throw new Error(`${suffix} is cut short in the archive`);
      return archive.subarray(start, start + size);
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new Error(`the archive holds no ${suffix}`);
}
