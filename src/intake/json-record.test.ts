import { expect, it } from 'vitest';
import { parseJsonRecord } from './json-record.ts';

const read = (text: string | Buffer) => parseJsonRecord(Buffer.from(text));

it('reads an object', () => expect(read('{"a":[1,"é"]}\r')).toEqual({ record: { a: [1, 'é'] } }));

it('says why it reads none', () => {
  for (const text of ['', '{', '{"a":1', '{"a":1}}', '{a:1}', 'text']) {
    expect(read(text)).toEqual({ reason: 'invalid JSON' });
  }
  for (const text of ['[]', '[{}]', 'null', '1', '"text"']) {
    expect(read(text)).toEqual({ reason: 'not an object' });
  }
  expect(read(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toEqual({ reason: 'invalid UTF-8' });
  expect(read(Buffer.from('{"a":"é"}', 'latin1'))).toEqual({ reason: 'invalid UTF-8' });
});

it('lets the last of two equal keys hold', () => expect(read('{"a":1,"a":2}')).toEqual({ record: { a: 2 } }));

it('takes __proto__ for a key', () => {
  const read2 = read('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
  expect(Object.keys('record' in read2 ? read2.record : {})).toEqual(['__proto__', 'constructor']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

it('reads what is nested 10,000 deep', () => {
  const deep = `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  expect(read(deep)).toHaveProperty('record');
});
