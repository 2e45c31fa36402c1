import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CrossCheck, RecordQuestionnaire, ScanKind, UnitView } from '@/api';
import type { Answers } from '@/platform/memory';
import { wrongUnit } from '@/shared';
import { DIN, DONATION, unitRow } from '@/test/units';
import { renderAt } from '@/test/working';

const PERMISSIONS = ['view', 'collect', 'print_label', 'view_personal'] as const;
const KINDS: Record<string, ScanKind> = { '00': 'bag', '07': 'tube', '08': 'form' };

function view(more: Partial<UnitView>): UnitView {
  return {
    row: unitRow({ status: 'enrolled', din: null, check_character: null }), due_date: '2026-12-01', consent: null, questionnaire: null, collection: null,
    cross_checked_ms: null, label_prints: 0, labels: [], shipment: null, receipt: null, sop: null, steps: [], results: [], locations: [], holds: [], rejection: null, research: null, disposal: null, notices: [],
    judgements: [], calculations: [], retention: null, signatures: [], rejection_digest: '', certificates: [], next_acts: [], ...more,
  };
}

const consent: UnitView['consent'] = { form_version: '1', scope: ['transplant'], signed_on: '2026-11-20' };
const questionnaire: UnitView['questionnaire'] = { form_version: '1', outcome: 'eligible', flagged: [] };
const collection: UnitView['collection'] = {
  din: DIN, check_character: 'K', infant_sex: 'female', birth_weight_g: 3300, gestation_weeks: 39, gestation_days: 0, delivery_mode: 'vaginal',
  started_ms: 0, ended_ms: 1, volume_ml: '95', gross_weight_g: null, bag_lot: 'L1', collector: 'x', corrected: [],
};

const basis: Answers = {
  'donation.personal': () => ({ held_here: false, name: null, identity_document: null, phone: null }),
  'printer.list': () => ({ printers: [] }),
  'scan.read': ({ text, wanted }) => {
    const value = text.slice(1, 14);
    if (wanted?.unit && wanted.unit !== value) throw wrongUnit(wanted.unit, value);
    return { kind: KINDS[text.slice(-2)] ?? 'other', value, unit: null, shipment: null, person: null, part: null, run: null, room: null, warning: null };
  },
};

const find = (id: string) => screen.findByTestId(id);
const scan = async (text: string) => {
  const field = await find('scan-field');
  fireEvent.change(field, { target: { value: text } });
  const form = field.closest('form');
  if (form) fireEvent.submit(form);
};

describe('a donation', () => {
  it('takes the whole questionnaire from N, Y and U and sends it in order', async () => {
    const sent: RecordQuestionnaire[] = [];
    const questions = ['fever', 'travel', 'drugs'].map((code) => ({ code, zh: code, en: code, defers: true }));
    renderAt(`/collection/${DONATION}`, {
      ...basis,
      'unit.get': () => view({ consent }),
      'donation.questionnaire': () => ({ version: '7', questions }),
      'donation.record_questionnaire': (request) => {
        sent.push(request);
        return { donation: DONATION, din: null, status: 'consented' };
      },
    }, [...PERMISSIONS]);
    const first = await find('row-fever');
    await waitFor(() => expect(document.activeElement).toBe(first));
    for (const key of ['n', 'U', 'y']) fireEvent.keyDown(document.activeElement ?? first, { key });
    const submit = await find('submit-donation-record_questionnaire');
    await waitFor(() => expect(document.activeElement).toBe(submit));
    fireEvent.click(submit);
    await waitFor(() => expect(sent).toEqual([{
      donation: DONATION, form_version: '7',
      answers: [{ question: 'fever', answer: 'no' }, { question: 'travel', answer: 'unknown' }, { question: 'drugs', answer: 'yes' }],
    }]));
  });

  it('refuses the tube of another unit at once and sends what was scanned, as read', async () => {
    const sent: CrossCheck[] = [];
    renderAt(`/collection/${DONATION}`, {
      ...basis,
      'unit.get': () => view({ row: unitRow({ status: 'collected' }), consent, questionnaire, collection, label_prints: 1 }),
      'donation.cross_check': (request) => {
        sent.push(request);
        return { donation: DONATION, din: DIN, status: 'labelled' };
      },
    }, [...PERMISSIONS]);
    await find('slot-bag');
    await scan(`=${DIN}00`);
    await waitFor(async () => expect((await find('slot-bag')).dataset['filled']).toBe('true'));
    await scan('=A99992699999907');
    expect((await find('problem')).dataset['code']).toBe('scan.wrong_unit');
    expect((await find('slot-tube')).dataset['filled']).toBe('false');
    await scan(`=${DIN}08`);
    await waitFor(async () => expect((await find('slot-form')).dataset['filled']).toBe('true'));
    await scan(`=${DIN}07`);
    await waitFor(async () => expect((await find('slot-tube')).dataset['filled']).toBe('true'));
    fireEvent.click(await find('submit-donation-cross_check'));
    await waitFor(() => expect(sent).toEqual([{ donation: DONATION, scans: [`=${DIN}00`, `=${DIN}08`, `=${DIN}07`] }]));
  });
});
