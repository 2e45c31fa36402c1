import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Commands, Permission, ProcedureLine, ProcedureList, ProcedureView } from '@/api';
import { renderAt } from '@/test/working';
import { nextVersion, withVersion } from './procedure';

const SOP: ProcedureView = {
  kind: 'sop', code: 'processing-hes', version: '1', zh: '手工法', en: 'Manual HES', digest: 'a'.repeat(64), state: 'not_approved', approved_by: null,
  approved_ms: null, effective_ms: null, drawn_by: null, drawn_ms: null, drawn_reason: null, based_on: null, compared_with: null, replaces: null, returned_by: null, returned_ms: null, returned_reason: null, own: false, decides: false, can_decide: false, can_end: false, standing: null, unconfirmed: 0,
  lines: [{
    number: 16, zh: '称重', en: 'Weigh', limit: '5 – 500 g', source: '', needs_second: false, confirmed: true, code: null, min: null, max: null, unit: '', outside: null,
    choices: [], repeats: null, confirmed_by: null, confirmed_ms: null, own_reason: null,
  }],
};
const LIMITS: ProcedureView = {
  ...SOP, kind: 'limits', code: 'template-cn', zh: '模板', en: 'Template', digest: 'b'.repeat(64), state: 'in_force', approved_by: '陈静', approved_ms: 1, effective_ms: 1,
};
const HOURS: ProcedureLine = {
  number: null, zh: '采集至到达', en: 'Collection to arrival', limit: '≤ 48 h', source: 'a guide', needs_second: false, confirmed: false, code: 'transport_hours', min: null,
  max: '48', unit: 'h', outside: 'fail', choices: [], repeats: null, confirmed_by: null, confirmed_ms: null, own_reason: null,
};
const MARKER: ProcedureLine = {
  ...HOURS, en: 'Maternal HBsAg', limit: '', source: 'a panel', code: 'hbsag', max: null, unit: '', outside: null, choices: [{ zh: '阴', en: 'Non-reactive', verdict: 'pass' }],
};
const bank = { sites: [], stations: [], people: [], tanks: [], norm_profile: '', norm_profile_unconfirmed: 0, sop: '' } as never;
const find = (id: string) => screen.findByTestId(id);

function open(permissions: Permission[], approve?: (request: Commands['procedure.approve']['request']) => ProcedureList) {
  let list: ProcedureList = { procedures: [SOP, LIMITS] };
  return renderAt('/admin', {
    'admin.overview': () => bank,
    'procedure.list': () => list,
    'procedure.approve': (request) => {
      if (!approve) throw new Error('not asked for');
      list = approve(request);
      return list;
    },
  }, permissions);
}

describe('procedures', () => {
  it('are approved with the digest that was shown', async () => {
    const signed: Commands['procedure.approve']['request'][] = [];
    open(['view', 'approve_procedure'], (request) => {
      signed.push(request);
      return { procedures: [{ ...SOP, state: 'in_force', approved_by: '陈静', approved_ms: 2, effective_ms: 2 }, LIMITS] };
    });
    expect((await find('procedure-processing-hes-1')).dataset.state).toBe('not_approved');
    expect(screen.queryByTestId('procedure-approve-template-cn-1'), 'approved already').toBeNull();
    fireEvent.click(await find('procedure-approve-processing-hes-1'));
    expect((await find('signature-dialog')).textContent).toContain('Manual HES');
    fireEvent.change(await find('field-password'), { target: { value: 'secret' } });
    fireEvent.click(await find('signature-submit'));
    await waitFor(() => expect(signed).toEqual([{
      kind: 'sop', code: 'processing-hes', version: '1', digest: 'a'.repeat(64), effective_ms: null, login: null, password: 'secret',
    }]));
    await waitFor(() => expect(screen.getByTestId('procedure-processing-hes-1').dataset.state).toBe('in_force'));
  });

  it('are read by who may not approve', async () => {
    open(['view', 'administer']);
    fireEvent.click(await find('admin-tab-procedures'));
    expect((await find('procedure-processing-hes-1')).textContent).toContain('Not approved');
    expect(screen.queryByTestId('procedure-approve-processing-hes-1')).toBeNull();
  });

  it('open first where nothing else is to be set', async () => {
    open(['view', 'approve_procedure']);
    await find('procedure-template-cn-1');
    expect(screen.queryByTestId('admin-tab-people')).toBeNull();
  });

  it('are not approved by who drew them', async () => {
    renderAt('/admin', { 'admin.overview': () => bank, 'procedure.list': () => ({ procedures: [{ ...SOP, state: 'in_review', own: true, drawn_by: '陈静' }, LIMITS] }) }, ['view', 'approve_procedure']);
    expect((await find('procedure-processing-hes-1')).textContent).toContain('another person');
    expect(screen.queryByTestId('procedure-approve-processing-hes-1')).toBeNull();
  });

  it('are drawn from a version there is, told what is wrong and what changes', async () => {
    const drawn: Commands['procedure.draw']['request'][] = [];
    renderAt('/admin', {
      'admin.overview': () => bank,
      'procedure.list': () => ({ procedures: [SOP, LIMITS] }),
      'procedure.text': () => ({ code: SOP.code, version: '1', digest: SOP.digest, content: '{"version": "1"}', draft_base: SOP.digest }),
      'procedure.drafts': () => ({ drafts: [] }),
      'procedure.draft': () => ({ draft: null }),
      'procedure.keep_draft': () => ({ saved_ms: 1 }),
      'procedure.check': ({ content }) => content.includes('bad')
        ? { faults: [{ problem: { code: 'sop.rule.no_steps', params: { at: 'steps', value: '' }, field: null, severity: 'refusal' as const }, at: 'steps' }], changes: [], steps: 0 }
        : { faults: [], steps: 1, changes: [{ kind: 'changed' as const, number: 16, zh: '称重', en: 'Weigh', before: '{\n"a": 1\n}', after: '{\n"a": 2\n}', before_picture: null, after_picture: null }] },
      'procedure.draw': (request) => {
        drawn.push(request);
        return { procedures: [SOP, LIMITS] };
      },
    }, ['view', 'draw_procedure', 'administer']);
    fireEvent.click(await find('admin-tab-procedures'));
    fireEvent.click(await find('procedure-draw-processing-hes-1'));
    const text = await find('field-content') as HTMLTextAreaElement;
    expect(text.value, 'no steps: the text alone').toBe('{"version": "2"}');
    expect((await find('procedure-changes')).textContent).toContain('"a": 2');
    fireEvent.change(text, { target: { value: 'bad' } });
    await find('procedure-faults');
    fireEvent.change(text, { target: { value: '{"version": "3"}' } });
    await waitFor(() => expect(screen.queryByTestId('procedure-faults')).toBeNull());
    fireEvent.change(await find('field-reason'), { target: { value: 'longer spin' } });
    await waitFor(() => expect((screen.getByTestId('submit-procedure-draw') as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(screen.getByTestId('submit-procedure-draw'));
    await waitFor(() => expect(drawn).toEqual([{ content: '{"version": "3"}', based_on: SOP.digest, reason: 'longer spin', draft: SOP.digest }]));
  });
});

describe('a version in review', () => {
  const second: ProcedureView = { ...SOP, version: '2', digest: 'c'.repeat(64), state: 'in_review', drawn_by: '陈静', drawn_ms: 1, based_on: SOP.digest, compared_with: { code: SOP.code, version: '1', zh: SOP.zh, en: SOP.en, digest: SOP.digest } };
  const difference = { changes: [{ kind: 'changed' as const, number: 16, zh: '称重', en: 'Weigh', before: '{\n"a": 1\n}', after: '{\n"a": 2\n}', before_picture: null, after_picture: null }] };

  it('is returned with a reason by who sees what it changes', async () => {
    const returned: Commands['procedure.return']['request'][] = [];
    let shown = second;
    renderAt('/admin', {
      'admin.overview': () => bank,
      'procedure.list': () => ({ procedures: [shown] }),
      'procedure.compare': () => difference,
      'procedure.return': (request) => {
        returned.push(request);
        shown = { ...second, state: 'returned', returned_by: '刘质控', returned_ms: 2, returned_reason: request.reason };
        return { procedures: [shown] };
      },
    }, ['view', 'approve_procedure']);
    fireEvent.click(await find('procedure-return-processing-hes-2'));
    expect((await find('procedure-changes')).textContent).toContain('"a": 2');
    expect((await find('submit-procedure-return') as HTMLButtonElement).disabled, 'no reason').toBe(true);
    fireEvent.change(await find('field-reason'), { target: { value: 'which scale?' } });
    fireEvent.click(screen.getByTestId('submit-procedure-return'));
    await waitFor(() => expect(returned).toEqual([{ code: 'processing-hes', version: '2', digest: second.digest, reason: 'which scale?' }]));
    await waitFor(() => expect(screen.getByTestId('procedure-processing-hes-2').textContent).toContain('which scale?'));
    expect(screen.queryByTestId('procedure-approve-processing-hes-2')).toBeNull();
  });

  it('is neither returned nor approved by who drew it; a draft is discarded when that is confirmed', async () => {
    const draft = { began_with: SOP.digest, code: 'processing-hes', version: '3', began_version: '1', bytes: 2048, saved_ms: 1 };
    let drafts = [draft];
    renderAt('/admin', {
      'admin.overview': () => bank,
      'procedure.list': () => ({ procedures: [{ ...second, own: true }] }),
      'procedure.drafts': () => ({ drafts }),
      'procedure.discard_draft': () => {
        drafts = [];
        return { drafts };
      },
    }, ['view', 'approve_procedure', 'draw_procedure']);
    await find('procedure-processing-hes-2');
    expect(screen.queryByTestId('procedure-return-processing-hes-2')).toBeNull();
    expect((await find('draft-processing-hes-3')).textContent).toContain('2 KB');
    fireEvent.click(await find('draft-discard-processing-hes-3'));
    fireEvent.click(await find('draft-stay'));
    expect(screen.getByTestId('draft-processing-hes-3')).not.toBeNull();
    fireEvent.click(await find('draft-discard-processing-hes-3'));
    fireEvent.click(await find('draft-discard'));
    await waitFor(() => expect(screen.queryByTestId('draft-processing-hes-3')).toBeNull());
  });
});

describe('limits', () => {
  it('are confirmed one by one, also with a value of the bank, by signature', async () => {
    const signed: Commands['limit.confirm']['request'][] = [];
    let open: ProcedureView = { ...LIMITS, unconfirmed: 2, decides: true, lines: [HOURS, MARKER] };
    renderAt('/admin', {
      'admin.overview': () => bank,
      'procedure.list': () => ({ procedures: [SOP, open] }),
      'limit.confirm': (request) => {
        signed.push(request);
        open = { ...open, unconfirmed: 0, lines: [{ ...HOURS, confirmed: true, confirmed_by: '陈静', confirmed_ms: 1 }, MARKER] };
        return { procedures: [SOP, open] };
      },
    }, ['view', 'approve_procedure']);
    expect((await find('limits-open')).dataset.count).toBe('2');
    fireEvent.click(await find('limits-confirm-template-cn-1'));
    expect((await find('signature-dialog')).textContent).toContain('a guide');
    fireEvent.change(await find('field-password'), { target: { value: 'secret' } });
    expect((await find('signature-submit') as HTMLButtonElement).disabled, 'nothing chosen').toBe(true);
    fireEvent.click(await find('limit-hbsag'));
    fireEvent.click(await find('limit-transport_hours'));
    fireEvent.click(await find('limit-own-transport_hours'));
    fireEvent.change(await find('field-max-transport_hours'), { target: { value: '36' } });
    fireEvent.change(await find('field-reason-transport_hours'), { target: { value: 'own validation' } });
    fireEvent.click(await find('signature-submit'));
    await waitFor(() => expect(signed).toEqual([{
      code: 'template-cn', version: '1', digest: 'b'.repeat(64), login: null, password: 'secret',
      limits: [
        { limit: 'transport_hours', min: null, max: '36', reason: 'own validation' },
        { limit: 'hbsag', min: null, max: null, reason: null },
      ],
    }]));
    await waitFor(() => expect(screen.getByTestId('limits-open').dataset.count).toBe('0'));
  });
});

describe('the next version', () => {
  it.each([['1', '2'], ['2026-9', '2026-10'], ['a', 'a-2']])('of %s is %s', (version, next) => expect(nextVersion(version)).toBe(next));

  it('is put into the text alone', () => expect(withVersion('{"code": "a", "version": "1", "b": "1"}', '2')).toBe('{"code": "a", "version": "2", "b": "1"}'));

  it('lets a norm profile decide, or ends it, with a reason', async () => {
    const beside = { ...LIMITS, can_decide: true, can_end: true };
    const { platform } = renderAt('/admin', {
      'admin.overview': () => bank, 'procedure.list': () => ({ procedures: [beside] }), 'profile.settle': () => ({ procedures: [LIMITS] }),
    }, ['view', 'approve_procedure']);
    fireEvent.click(await screen.findByTestId('standing-decides-template-cn-1'));
    const sign = await screen.findByTestId('signature-submit') as HTMLButtonElement;
    fireEvent.change(await screen.findByTestId('field-password'), { target: { value: 'secret' } });
    expect(sign.disabled).toBe(true);
    fireEvent.change(await screen.findByTestId('field-reason'), { target: { value: 'accredited' } });
    fireEvent.click(sign);
    await waitFor(() => expect(platform.asked.find(({ command }) => command === 'profile.settle')?.args).toEqual(
      { code: 'template-cn', digest: 'b'.repeat(64), standing: 'decides', reason: 'accredited', login: null, password: 'secret' },
    ));
  });
});
