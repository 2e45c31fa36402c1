import { describe, expect, it } from 'vitest';
import type { SiteView, UnitRow } from '@/api';
import { addBag, destinations, removeBag, usualDestination, type PackedBag } from './packing';

const unit = (din: string) => ({ donation: `d-${din}`, din }) as UnitRow;
const scan = (din: string, known = true) => ({ value: din, unit: known ? unit(din) : null });
const site = (code: string, kind: SiteView['kind']) => ({ site: `s-${code}`, code, kind }) as SiteView;

function pack(...dins: string[]): PackedBag[] {
  return dins.reduce<PackedBag[]>((bags, din) => {
    const next = addBag(bags, `=${din}00`, scan(din));
    if ('problem' in next) throw new Error(next.problem.code);
    return next.bags;
  }, []);
}

describe('packing', () => {
  it('keeps bags in the order of the scans, as read', () => {
    expect(pack('A', 'B').map(({ text }) => text)).toEqual(['=A00', '=B00']);
  });

  it.each<[string, ReturnType<typeof scan>, string]>([
    ['a bag twice', scan('A'), 'scan.twice'],
    ['a bag unknown here', scan('C', false), 'scan.unit_unknown'],
  ])('refuses %s', (_, meaning, code) => {
    const answer = addBag(pack('A'), 'x', meaning);
    expect('problem' in answer && answer.problem.code).toBe(code);
  });

  it('takes a bag out, after which it can be packed again', () => {
    const left = removeBag(pack('A', 'B'), 'd-A');
    expect(left.map((bag) => bag.unit.din)).toEqual(['B']);
    expect('bags' in addBag(left, '=A00', scan('A'))).toBe(true);
  });
});

describe('destinations', () => {
  const sites = [site('H2', 'collection_point'), site('HQ', 'office'), site('LAB', 'laboratory'), site('H1', 'collection_point')];

  it('puts laboratories first and leaves this site out', () => {
    expect(destinations(sites, 's-H2').map(({ code }) => code)).toEqual(['LAB', 'HQ', 'H1']);
  });

  it('begins with the only laboratory', () => {
    expect(usualDestination(sites)).toBe('LAB');
    expect(usualDestination([...sites, site('LAB2', 'laboratory')])).toBeNull();
  });
});
