import { basename } from 'node:path';
import { type DataFile, openDataFile } from '../data/data-file.ts';
import type { DataSource } from '../data/data-source.ts';
import type { ListKind } from './classify.ts';
import { type AddressList, readAddressList } from './list-file.ts';

export interface AddressListSetting {
  /** Absolute path. */
  file: string;
  kind: ListKind;
  /** For ranges that name no operator themselves. */
  operator?: string;
  /** `YYYY-MM-DD`, for ranges that were not seen at a date of their own. */
  date?: string;
}

export interface OpenList {
  name: string;
  kind: ListKind;
  data: DataFile<AddressList>;
  readonly source: DataSource;
}

/** Throws `DataFileError`. */
export async function openList({ file, kind, ...given }: AddressListSetting): Promise<OpenList> {
  const data = await openDataFile(file, (bytes, facts) => readAddressList(bytes, facts, given));
  const name = basename(file);
  return {
    name,
    kind,
    data,
    get source() {
      const { date, records } = data.current;
      return { name, file, date, records, confidence: 1 };
    },
  };
}
