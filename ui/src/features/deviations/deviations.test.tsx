import { describe, expect, it } from 'vitest';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';
import { CLASS_LOOK, noticedAt, STAGE_LOOK, STAGES } from './look';

const ID = '0123456789abcdef0123456789abcdef';

describe('what a screen tells of a deviation noticed there', () => {
  it.each([
    [`/unit/${ID}`, null, ID],
    [`/bench/${ID}`, 'processing', ID],
    ['/bench', 'processing', null],
    [`/shipment/${ID}`, 'transport', null],
    ['/storage/T01-R01-S001', 'storage', null],
    ['/release/not-a-donation', 'release', null],
    ['/', null, null],
    ['/constructor', null, null],
  ])('%s', (path, category, donation) => expect(noticedAt(path)).toEqual({ category, donation }));
});

it('every stage has a look and its place in the work', () => {
  expect(Object.keys(STAGE_LOOK).toSorted()).toEqual([...STAGES].toSorted());
});

it.each([['zh-CN', zh], ['en', en]])('every class says what it means in %s', (_, texts) => {
  expect(Object.keys(texts.class_text)).toEqual(Object.keys(CLASS_LOOK));
});
