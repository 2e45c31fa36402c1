import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Commands, DraftText, ProcedureChange, ProcedureFault } from '@/api';
import { renderAt } from '@/test/working';

const bank = { sites: [], stations: [], people: [], tanks: [], norm_profile: '', norm_profile_unconfirmed: 0, sop: '' } as never;
const find = (id: string) => screen.findByTestId(id);
const fill = async (id: string, value: string) => fireEvent.change(await find(id), { target: { value } });

const TEXT = JSON.stringify({
  code: 'processing', version: '1', title: { zh: '制备', en: 'Processing' },
  steps: [
    { code: 'weigh', number: 1, title: { zh: '称量', en: 'Weigh' }, help: { zh: '称', en: 'Weigh it' }, inputs: [{ code: 'method', zh: '方法', en: 'Method', kind: { choice: [{ code: 'hes', zh: '羟', en: 'HES' }, { code: 'auto', zh: '自', en: 'Auto' }] } }], of_the_future: 7 },
    { code: 'spin', number: 4, title: { zh: '离心', en: 'Spin' }, help: { zh: '离心', en: 'Spin it' } },
  ],
});
const FAULT: ProcedureFault = { at: 'steps.spin.title.en', problem: { code: 'sop.rule.text', params: { at: 'steps.spin.title.en', value: '' }, field: 'content', severity: 'refusal' } };

interface Drawn { drawn: Commands['procedure.draw']['request'][]; checked: () => { steps: Record<string, unknown>[]; version: string } }

/** What the station keeps, whatever becomes of the window. */
const station = new Map<string, DraftText>();

function open(digest: string, based = digest, changes: ProcedureChange[] = []): Drawn {
  const drawn: Drawn['drawn'] = [];
  let content = TEXT;
  renderAt(`/admin/draw.${digest}`, {
    'admin.overview': () => bank,
    'procedure.list': () => ({ procedures: [] }),
    'procedure.text': ({ digest: asked }) => ({ code: 'processing', version: '1', digest: asked, content: asked === based ? TEXT : TEXT.replace('称', '秤'), draft_base: based }),
    'procedure.drafts': () => ({ drafts: [] }),
    'procedure.draft': () => ({ draft: station.get(digest) ?? null }),
    'procedure.keep_draft': ({ content: text, reason }) => {
      if (text.includes('too long')) throw { code: 'procedure.draft_too_long', params: { kb: 9000, max: 8192 }, field: 'content', severity: 'refusal' };
      station.set(digest, { content: text, reason, saved_ms: 1 });
      return { saved_ms: 1 };
    },
    'procedure.discard_draft': () => {
      station.delete(digest);
      return { drafts: [] };
    },
    'procedure.check': (request) => {
      content = request.content;
      return { faults: content.includes('"en": ""') ? [FAULT] : [], changes, steps: 2 };
    },
    'procedure.file': () => ({ path: '/out/procedure.json' }),
    'procedure.draw': (request) => {
      drawn.push(request);
      return { procedures: [] };
    },
  }, ['view', 'draw_procedure', 'administer']);
  return { drawn, checked: () => JSON.parse(content) as ReturnType<Drawn['checked']> };
}

describe('the editor of a procedure', () => {
  it('says what is wrong at the field and in the list, and saves what the forms made of the text', async () => {
    const { drawn } = open('d1');
    fireEvent.click(await find('step-row-spin'));
    await fill('sop-title.en', '');
    expect((await find('step-faults-spin')).textContent).toContain('1');
    expect(screen.getByTestId('sop-title.en').closest('.mantine-TextInput-root')?.textContent).toContain('steps.spin.title.en');
    await waitFor(() => expect((screen.getByTestId('submit-procedure-draw') as HTMLButtonElement).disabled).toBe(true));
    await fill('sop-title.en', 'Spin twice');
    fireEvent.click(screen.getByTestId('sop-needs_second'));
    await waitFor(() => expect(screen.queryByTestId('step-faults-spin')).toBeNull());
    await fill('field-reason', 'two persons');
    await waitFor(() => expect((screen.getByTestId('submit-procedure-draw') as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(screen.getByTestId('submit-procedure-draw'));
    await waitFor(() => expect(drawn.length).toBe(1));
    const sop = JSON.parse(drawn[0]?.content ?? '') as { version: string; steps: Record<string, unknown>[] };
    expect([drawn[0]?.based_on, drawn[0]?.reason, sop.version]).toEqual(['d1', 'two persons', '2']);
    expect(sop.steps[1]).toMatchObject({ code: 'spin', title: { zh: '离心', en: 'Spin twice' }, needs_second: true });
    expect(sop.steps[0], 'what the form does not know stays').toMatchObject({ of_the_future: 7 });
    await waitFor(() => expect(location.hash).toBe('#/admin/procedures'));
  });

  it('compares a draft with the version that it is based on, whose steps its conditions name', async () => {
    const when = { step: 'weigh', input: 'method', is: ['hes'] };
    const spin = { code: 'spin', number: 4, title: { zh: '离心', en: 'Spin' }, when };
    const [was, is] = [JSON.stringify(spin), JSON.stringify({ ...spin, help: { zh: '慢', en: 'Slowly' } })];
    open('d10', 'b1', [{ kind: 'changed', number: 4, zh: '离心', en: 'Spin', before: was, after: is, before_picture: null, after_picture: null }]);
    const words = await find('procedure-change-words');
    await waitFor(() => expect(words.textContent).toBe('+ Instruction: Slowly'));
  });

  it('adds, copies, moves and removes steps by keys, and takes it all back', async () => {
    open('d2');
    const codes = () => within(screen.getByTestId('steps')).getAllByRole('option').map(({ dataset, textContent }) => `${dataset.testid?.slice('step-row-'.length)}${/^\d+/.exec(textContent ?? '')?.[0]}`).join(' ');
    const key = (name: string, more: object = {}) => fireEvent.keyDown(within(screen.getByTestId('steps')).getByRole('option', { selected: true }), { key: name, ...more });
    await find('step-row-weigh');
    key('Insert');
    await waitFor(() => expect(codes()).toBe('weigh1 step2 spin4'));
    key('ArrowDown', { altKey: true });
    await waitFor(() => expect(codes()).toBe('weigh1 spin2 step4'));
    key('d', { ctrlKey: true });
    await waitFor(() => expect(codes()).toBe('weigh1 spin2 step4 step-25'));
    key('Delete');
    await waitFor(() => expect(codes()).toBe('weigh1 spin2 step4'));
    for (let back = 0; back < 4; back += 1) fireEvent.click(screen.getByTestId('sop-undo'));
    await waitFor(() => expect(codes()).toBe('weigh1 spin4'));
    await fill('step-search', 'spin');
    expect(screen.queryByTestId('step-row-weigh')).toBeNull();
  });

  it('draws inputs of every kind, a branch and a timer', async () => {
    const { checked } = open('d3');
    fireEvent.click(await find('step-row-spin'));
    fireEvent.click(await find('sop-input-add'));
    await fill('sop-inputs.input-1.zh', '转速');
    await fill('sop-inputs.input-1.code', 'speed');
    fireEvent.click(await find('sop-dwell-on'));
    await fill('sop-dwell.min_min', '15');
    fireEvent.click(await find('sop-timing-add'));
    await fill('sop-timing.0.within_min', 'soon');
    await waitFor(() => expect(checked().steps[1]).toMatchObject({
      inputs: [{ code: 'speed', zh: '转速', kind: 'text' }], dwell: { min_min: 15 }, timing: [{ from: 'weigh', within_min: 'soon' }],
    }));
    fireEvent.click(await find('sop-dwell-on'));
    fireEvent.click(await find('sop-input-remove-0'));
    await waitFor(() => {
      expect(checked().steps[1]).not.toHaveProperty('dwell');
      expect(checked().steps[1]).not.toHaveProperty('inputs');
    });
  });

  it('takes a code once it is typed, and never those that it passes through', async () => {
    const { checked } = open('d7');
    fireEvent.click(await find('step-row-spin'));
    fireEvent.click(await find('sop-timing-add'));
    fireEvent.click(await find('step-row-weigh'));
    for (const typed of ['', 'spin', 'spin-first']) await fill('sop-code', typed);
    expect(screen.queryByTestId('step-row-spin-first')).toBeNull();
    fireEvent.keyDown(await find('sop-code'), { key: 'Enter' });
    await find('step-row-spin-first');
    await waitFor(() => expect(checked().steps.map(({ code }) => code)).toEqual(['spin-first', 'spin']));
    expect(checked().steps[1]).toMatchObject({ timing: [{ from: 'spin-first' }] });
  });

  it('leaves steps back in the reason to the reason', async () => {
    open('d8');
    await fill('sop-head-version', '7');
    await fill('field-reason', 'a thought');
    fireEvent.keyDown(await find('field-reason'), { key: 'z', ctrlKey: true });
    expect((screen.getByTestId('sop-head-version') as HTMLInputElement).value).toBe('7');
    fireEvent.keyDown(screen.getByTestId('steps'), { key: 'z', ctrlKey: true });
    await waitFor(() => expect((screen.getByTestId('sop-head-version') as HTMLInputElement).value).toBe('2'));
  });

  it('is kept at the station while it is written, and goes on where it was left', async () => {
    const { drawn } = open('d4');
    expect((await find('sop-kept')).textContent).toContain('Nothing is changed');
    await fill('field-reason', 'a first thought');
    expect(screen.getByTestId('sop-kept').dataset.waiting).toBe('true');
    await waitFor(() => expect(station.get('d4')?.reason).toBe('a first thought'), { timeout: 3000 });
    await waitFor(() => expect(screen.getByTestId('sop-kept').textContent).toContain('saved'));
    await fill('field-reason', 'a second thought');
    fireEvent.click(await find('sop-back'));
    await waitFor(() => expect(location.hash).toBe('#/admin/procedures'));
    await waitFor(() => expect(station.get('d4')?.reason, 'left at once, and kept all the same').toBe('a second thought'));
    cleanup();
    open('d4');
    await find('sop-went-on');
    expect((screen.getByTestId('field-reason') as HTMLTextAreaElement).value).toBe('a second thought');
    await fill('field-reason', '');
    await waitFor(() => expect(station.has('d4'), 'nothing is changed any more').toBe(false), { timeout: 3000 });
    expect(drawn).toEqual([]);
  });

  it('says that a draft was not kept, asks before it is left, and brings none back after it was submitted', async () => {
    const { drawn } = open('d9');
    await fill('sop-head-en', 'too long');
    await waitFor(() => expect(document.body.textContent).toContain('8192'), { timeout: 3000 });
    fireEvent.click(await find('sop-back'));
    fireEvent.click(await find('leave-stay'));
    await fill('sop-head-en', 'Short');
    await waitFor(() => expect(station.has('d9')).toBe(true), { timeout: 3000 });
    await fill('field-reason', 'why');
    await waitFor(() => expect((screen.getByTestId('submit-procedure-draw') as HTMLButtonElement).disabled).toBe(false));
    fireEvent.click(screen.getByTestId('submit-procedure-draw'));
    await waitFor(() => expect(location.hash).toBe('#/admin/procedures'));
    const before = station.get('d9');
    await new Promise((rest) => setTimeout(rest, 1000));
    expect([drawn[0]?.draft, station.get('d9')]).toEqual(['d9', before]);
  });

  it('opens a file, and writes the draft into one', async () => {
    const { checked } = open('d6');
    fireEvent.change(await find('sop-file'), { target: { files: [new File([TEXT.replace('Weigh it', 'From a file')], 'sop.json')] } });
    await waitFor(() => expect(JSON.stringify(checked())).toContain('From a file'));
    expect((screen.getByTestId('sop-help.en') as HTMLTextAreaElement).value).toBe('From a file');
    fireEvent.click(screen.getByTestId('sop-export'));
    expect((await find('sop-exported')).textContent).toContain('/out/procedure.json');
    fireEvent.click(screen.getByTestId('sop-undo'));
    await waitFor(() => expect((screen.getByTestId('sop-help.en') as HTMLTextAreaElement).value).toBe('Weigh it'));
  });

  it('goes on as text where the text is no form', async () => {
    open('d5');
    fireEvent.click(within(await find('sop-view')).getByLabelText('Text (JSON)'));
    await fill('field-content', '{"code": 1');
    fireEvent.click(within(screen.getByTestId('sop-view')).getByLabelText('Forms'));
    expect((screen.getByTestId('field-content') as HTMLTextAreaElement).value).toBe('{"code": 1');
  });
});
