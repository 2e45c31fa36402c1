import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Commands, ReviewView } from '@/api';
import { DONATION, reviewView, unitView, WEIGH } from '@/test/units';
import { renderAt } from '@/test/working';

const PATH = `/review/${DONATION}`;
const find = (id: string) => screen.findByTestId(id);
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const REF = { donation: DONATION, din: 'A999926000028', status: 'reviewed' } as const;

describe('review', () => {
  it('signs the digest that was shown, though other content arrived meanwhile', async () => {
    let view: ReviewView = reviewView({ digest: 'a'.repeat(64) });
    const signed: Commands['review.sign']['request'][] = [];
    const { platform } = renderAt(PATH, {
      'review.get': () => view,
      'freezing.of_unit': () => ({ curves: [], confirmers: [] }),
      'environment.of_unit': () => ({ monitorings: [] }),
      'review.sign': (request) => {
        signed.push(request);
        return REF;
      },
    });
    fireEvent.click(await find('submit-review-sign'));
    await find('signature-dialog');
    view = reviewView({ digest: 'b'.repeat(64) });
    platform.emit({ type: 'invalidate', tags: ['unit'] });
    await waitFor(() => expect(screen.getByTestId('review-digest').textContent).toBe('b'.repeat(16)));
    type(await find('field-password'), 'secret');
    fireEvent.click(await find('signature-submit'));
    await waitFor(() => expect(signed).toEqual([{ donation: DONATION, digest: 'a'.repeat(64), login: null, password: 'secret' }]));
  });

  it('offers only what the program allows', async () => {
    renderAt(PATH, { 'review.get': () => reviewView({ can_review: false, blockers: [{ code: 'release.result_missing', subject: 'tnc_post', waits: null }] }) });
    expect((await find('submit-review-sign') as HTMLButtonElement).disabled).toBe(true);
    expect((await find('blocker')).getAttribute('data-subject')).toBe('tnc_post');
  });

  it('says which limit could not judge, its source and who can confirm it', async () => {
    const finding = { rule: 'viability_post', verdict: 'unconfirmed' as const, value: '96 %', limit: '≥ 85 %', source: 'General practice; unverified' };
    const judgements = [
      { code: 'template-cn', version: '1', zh: '模板', en: 'Template', decides: true, verdict: 'unconfirmed' as const, findings: [finding] },
      { code: 'netcord-fact', version: '1', zh: 'FACT', en: 'FACT', decides: false, verdict: 'pass' as const, findings: [{ ...finding, verdict: 'pass' as const }] },
    ];
    renderAt(PATH, {
      'review.get': () => reviewView({
        unit: unitView({ judgements }), findings: [finding], can_review: false, confirmers: ['quality', 'medical_director'],
        blockers: [{ code: 'limit.unconfirmed', subject: 'viability_post', waits: null }],
      }),
    });
    const blocker = (await find('blocker')).textContent ?? '';
    for (const part of ['Viability of nucleated cells', '≥ 85 %', 'General practice; unverified', 'Quality', 'Medical director']) expect(blocker).toContain(part);
    expect((await find('judgement-template-cn-1')).textContent).toContain('Decides on the release');
    expect((await find('judgement-netcord-fact-1')).getAttribute('data-verdict')).toBe('pass');
  });

  it('shows what departed from the procedure, why, and what was left out', async () => {
    const finding = { rule: 'steps_departed', verdict: 'warn' as const, value: '16', limit: '', source: 'cord-blood-banking 5' };
    const departed = { ...WEIGH, departures: [{ rule: 'out_of_range' as const, zh: '毛重', en: 'Gross weight', limit: '50 – 300', limit_ms: null }], reason: 'twin bag' };
    const skipped = { ...WEIGH, code: 'count_pre', zh: '计数', en: 'Count', standing: 'skipped' as const, done_ms: null, values: [], scans: [], reason: 'no tube' };
    renderAt(PATH, { 'review.get': () => reviewView({ unit: unitView({ steps: [WEIGH, departed, skipped] }), findings: [finding] }) });
    const text = (await find('finding')).textContent ?? '';
    for (const part of ['Steps that departed', '16', 'cord-blood-banking 5']) expect(text).toContain(part);
    const rows = screen.getAllByTestId('step-row').map((row) => row.textContent ?? '');
    // Those to be looked at stand first, and then again among all.
    expect(rows).toHaveLength(5);
    for (const part of ['Departed', '50 – 300', 'twin bag']) expect(rows[0]).toContain(part);
    for (const part of ['Left out', 'no tube', '孙强']) expect(rows[1]).toContain(part);
    expect(rows[2]).not.toContain('Departed');
  });

  it('strikes corrected results and voided signatures through', async () => {
    const signatures = [{ meaning: 'review' as const, name: '陈静', at_ms: 1, digest: 'abc', voided: true, profiles: [] }];
    renderAt(PATH, { 'review.get': () => reviewView({ unit: unitView({ signatures }) }) });
    expect((await find('corrected')).querySelector('s')?.textContent).toBe('9.4 ×10^8');
    const row = await find('signature-row');
    expect(row.querySelector('s')).not.toBeNull();
    expect(row.textContent).toContain('Void');
    expect(screen.queryByTestId('review-signed-review')).toBeNull();
  });

  it('keeps the dialog open and says so when the password is wrong', async () => {
    renderAt(PATH, {
      'review.get': () => reviewView(),
      'freezing.of_unit': () => ({ curves: [], confirmers: [] }),
      'environment.of_unit': () => ({ monitorings: [] }),
      'review.sign': () => {
        throw { code: 'session.wrong_password', params: {}, field: 'password', severity: 'refusal' };
      },
    });
    fireEvent.click(await find('submit-review-sign'));
    type(await find('field-password'), 'wrong');
    fireEvent.click(await find('signature-submit'));
    expect((await find('problem')).getAttribute('data-code')).toBe('session.wrong_password');
    expect(screen.queryByTestId('signature-dialog')).not.toBeNull();
  });

  it('gives a unit to research with a note over the digest of that, and says what stops it', async () => {
    const shown = reviewView({ research_digest: 'e'.repeat(64) });
    const { platform } = renderAt(PATH, { 'review.get': () => shown, 'review.research': () => REF });
    expect((await find('decide-family')).getAttribute('data-possible')).toBe('false');
    fireEvent.click(await find('review-research'));
    const sign = await find('signature-submit') as HTMLButtonElement;
    type(await find('field-password'), 'secret');
    expect(sign.disabled).toBe(true);
    type(await find('field-note'), 'study 12');
    fireEvent.click(sign);
    await waitFor(() => expect(platform.asked.find(({ command }) => command === 'review.research')?.args).toEqual(
      { donation: DONATION, note: 'study 12', digest: 'e'.repeat(64), login: null, password: 'secret' },
    ));
  });

  it('says why a unit cannot be given to research', async () => {
    renderAt(PATH, { 'review.get': () => reviewView({ can_research: false, research_blockers: [{ code: 'disposition.research_consent', subject: '', waits: null }] }) });
    expect((await find('review-research') as HTMLButtonElement).disabled).toBe(true);
    expect((await find('decide-research')).textContent).toContain('did not agree to research');
  });

  it('places a hold with its note', async () => {
    const { platform } = renderAt(PATH, { 'review.get': () => reviewView(), 'unit.hold': () => REF });
    fireEvent.click(await find('review-hold'));
    type(await find('field-note'), 'label torn');
    fireEvent.click(await find('submit-unit-hold'));
    await waitFor(() => expect(platform.asked.find(({ command }) => command === 'unit.hold')?.args).toEqual({ donation: DONATION, note: 'label torn' }));
  });
});
