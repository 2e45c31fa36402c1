import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unitRow } from '@/test/units';
import { ACTS, idOf, screenOf } from './acts';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

type Tree = { [key: string]: string | Tree };

const DOMAIN = '../crates/domain/src';
const at = (tree: Tree, path: string) => path.split('.').reduce<string | Tree | undefined>((node, key) => (typeof node === 'object' ? node[key] : undefined), tree);

/** What the program can record, read from where it is declared. */
const kinds = [...readFileSync(`${DOMAIN}/record.rs`, 'utf8').matchAll(/= "([a-z_]+\.[a-z_]+)" \d+ /g)].map(([, kind]) => kind ?? '');
const fields = readdirSync(`${DOMAIN}/record`).flatMap((file) =>
  [...readFileSync(`${DOMAIN}/record/${file}`, 'utf8').matchAll(/^ +\d+ ([a-z_]+): /gm)].map(([, field]) => field ?? ''),
);

describe.each([['zh-CN', zh], ['en', en]] as [string, Tree][])('texts of %s', (_, texts) => {
  it('finds the declarations', () => {
    expect(kinds.length).toBeGreaterThanOrEqual(29);
    expect(new Set(fields).size).toBeGreaterThan(80);
  });
  it.each(kinds)('name the record %s', (kind) => expect(at(texts, `kind.${kind}`)).toBeTypeOf('string'));
  it.each([...new Set(fields)])('name the field %s', (field) => expect(at(texts, `field.${field}`)).toBeTypeOf('string'));
  it.each(ACTS)('name the act %s', (act) => expect(at(texts, `act.${act}`)).toBeTypeOf('string'));
});

describe('next acts', () => {
  const unit = { row: unitRow({ donation: 'd' }), shipment: 's' };
  it.each([['pack', 'new'], ['receive', 's.d'], ['decide_receipt', 's.d'], ['store', 'd'], ['review', 'd']])('%s leads to %s', (act, id) =>
    expect(idOf(act, unit)).toBe(id));
  it('of tomorrow lead nowhere', () => expect(screenOf('separate_compartment')).toBeNull());
});
