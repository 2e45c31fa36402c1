import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { InboxDetail, InboxItem, InboxResult } from '@/api';
import { unitRow } from '@/test/units';
import { renderAt } from '@/test/working';

const find = (id: string) => screen.findByTestId(id);
const MESSAGE = 'ab'.repeat(16);
const ITEM: InboxItem = { message: MESSAGE, analyser: 'XN 1', instrument: 'XN-550', device: { code: 'EQ-002', description: 'XN-550 22723' }, site: '检测室', at_ms: 1, taken: 0, waiting: 2 };

function result(place: number, code: string, why: string | null): InboxResult {
  const waits = why === null ? null : { code: why, params: { code }, field: null, severity: 'refusal' as const };
  return { place, code, details: [], value: '62.48', unit: '10*3/uL', flags: ['A', 'N'], range: '', status: 'final', measured: '', waits };
}

const DETAIL: InboxDetail = {
  message: MESSAGE, analyser: 'XN 1', instrument: 'XN-550', device: { code: 'EQ-002', description: 'XN-550 22723' }, site: '检测室', at_ms: 1, held: true, patient_hidden: true, lines: ['H|\\^&', 'P|…', 'R|1'],
  specimens: [{ ids: ['27'], unit: null, results: [result(0, 'WBC', 'specimen.unknown'), result(1, 'MCV', null), result(4, 'NEW', 'analyser.code')] }],
  taken: [], wanted: [{ name: 'volume_ml', zh: '体积', en: 'Volume', unit: 'mL' }],
};
const analysers = () => ({ analysers: [], mappings: [], ports: [], inbox: 1 });
const PERMISSIONS = ['view', 'report_result'] as const;

describe("the analysers' inbox", () => {
  it('takes the chosen results for the scanned unit', async () => {
    let messages = [ITEM];
    const { platform } = renderAt(
      '/inbox',
      {
        'analyser.list': analysers,
        'inbox.list': () => ({ messages, total: messages.length }),
        'inbox.get': () => DETAIL,
        'inbox.assign': () => ({ messages: (messages = []), total: 0 }),
      },
      [...PERMISSIONS],
    );
    expect((await find('inbox-result-0')).dataset.waits).toBe('specimen.unknown');
    // What the mapping does not know stays where it is.
    fireEvent.click(await find('inbox-choose-4'));
    fireEvent.click(await find('inbox-assign'));
    fireEvent.change(await find('field-unit_scan'), { target: { value: 'A999926000028M' } });
    fireEvent.change(await find('field-volume_ml'), { target: { value: '21.0' } });
    fireEvent.change(await find('field-reason'), { target: { value: 'form compared' } });
    fireEvent.click(await find('submit-inbox-assign'));
    await waitFor(() =>
      expect(platform.asked.find(({ command }) => command === 'inbox.assign')?.args).toEqual({
        message: MESSAGE, places: [0], unit_scan: 'A999926000028M', reason: 'form compared', inputs: [{ name: 'volume_ml', value: '21.0' }], repeat: false, despite: [], second_login: null, second_password: null,
      }));
    expect((await find('empty-state')).textContent).toContain('Nothing waits');
  });

  it('passes over what stands against a result only where a person says so, also of a unit that was only then scanned', async () => {
    const refused = { code: 'analyser.superseded', params: { test: 'WBC', value: '9' }, field: null, severity: 'refusal' as const };
    let asked = 0;
    const { platform } = renderAt(
      '/inbox',
      {
        'analyser.list': analysers,
        'inbox.list': () => ({ messages: [ITEM], total: 1 }),
        'inbox.get': () => ({ ...DETAIL, specimens: [{ ids: ['27'], unit: null, results: [result(0, 'WBC', 'analyser.behind')] }] }),
        'inbox.assign': () => {
          asked += 1;
          if (asked === 1) throw refused;
          return { messages: [], total: 0 };
        },
      },
      [...PERMISSIONS],
    );
    fireEvent.click(await find('inbox-assign'));
    fireEvent.change(await find('field-unit_scan'), { target: { value: 'A999926000028M' } });
    fireEvent.change(await find('field-reason'), { target: { value: 'form compared' } });
    expect(screen.queryByTestId('field-despite-superseded')).toBeNull();
    fireEvent.click(await find('field-despite-behind'));
    fireEvent.click(await find('submit-inbox-assign'));
    fireEvent.click(await find('field-despite-superseded'));
    fireEvent.click(await find('submit-inbox-assign'));
    const despite = () => platform.asked.filter(({ command }) => command === 'inbox.assign').map(({ args }) => (args as { despite: string[] }).despite);
    await waitFor(() => expect(despite()).toEqual([['behind'], ['behind', 'superseded']]));
  });

  it('shows results that contradict each other before one takes their place', async () => {
    const refused = { code: 'analyser.contradicted', params: { test: 'WBC', value: '9.1', others: '8.4' }, field: null, severity: 'refusal' as const };
    const { platform } = renderAt(
      '/inbox',
      {
        'analyser.list': analysers,
        'inbox.list': () => ({ messages: [ITEM], total: 1 }),
        'inbox.get': () => DETAIL,
        'inbox.assign': (args) => {
          if (!(args as { despite: string[] }).despite.includes('contradicted')) throw refused;
          return { messages: [], total: 0 };
        },
      },
      [...PERMISSIONS],
    );
    fireEvent.click(await find('inbox-assign'));
    fireEvent.change(await find('field-unit_scan'), { target: { value: 'A999926000028M' } });
    fireEvent.change(await find('field-reason'), { target: { value: 'form compared' } });
    expect(screen.queryByTestId('field-despite-contradicted')).toBeNull();
    fireEvent.click(await find('submit-inbox-assign'));
    fireEvent.click(await find('field-despite-contradicted'));
    for (const value of ['9.1', '8.4']) expect((await find('problem')).textContent).toContain(value);
    fireEvent.click(await find('submit-inbox-assign'));
    const despite = () => platform.asked.filter(({ command }) => command === 'inbox.assign').map(({ args }) => (args as { despite: string[] }).despite);
    await waitFor(() => expect(despite()).toEqual([[], ['contradicted']]));
  });

  it('sets results aside and shows the message without its patient', async () => {
    const { platform } = renderAt(
      `/inbox/${MESSAGE}`,
      {
        'analyser.list': analysers,
        'inbox.list': () => ({ messages: [ITEM], total: 1 }),
        'inbox.get': () => ({ ...DETAIL, specimens: [{ ids: ['27'], unit: unitRow({ donation: 'd'.repeat(32) }), results: [result(0, 'WBC', 'analyser.flagged')] }] }),
        'inbox.dismiss': (args) => {
          const refused = { code: 'inbox.second_missing', params: { test: 'HBsAg' }, field: 'second_login', severity: 'refusal' as const };
          if ((args as { second_login: string | null }).second_login === null) throw refused;
          return { messages: [], total: 0 };
        },
      },
      [...PERMISSIONS],
    );
    fireEvent.click(await find('inbox-raw'));
    expect((await find('inbox-raw-text')).textContent).toContain('P|…');
    fireEvent.click(await find('inbox-dismiss'));
    fireEvent.change(await find('field-reason'), { target: { value: 'repeated by hand' } });
    // Whether a second person is wanted, the program says.
    expect(screen.queryByTestId('second-person')).toBeNull();
    fireEvent.click(await find('submit-inbox-dismiss'));
    fireEvent.change(await find('field-second_login'), { target: { value: 'lab2' } });
    fireEvent.change(await find('field-second_password'), { target: { value: 'open sesame' } });
    fireEvent.click(await find('submit-inbox-dismiss'));
    const sent = { message: MESSAGE, places: [0], reason: 'repeated by hand' };
    await waitFor(() =>
      expect(platform.asked.filter(({ command }) => command === 'inbox.dismiss').map(({ args }) => args)).toEqual([
        { ...sent, second_login: null, second_password: null },
        { ...sent, second_login: 'lab2', second_password: 'open sesame' },
      ]));
  });

  it('offers to try again when the list does not come', async () => {
    renderAt('/inbox', { 'analyser.list': analysers, 'inbox.list': () => { throw { code: 'fault.internal', params: {}, field: null, severity: 'fault' }; } }, [...PERMISSIONS]);
    expect((await find('problem')).dataset.code).toBe('fault.internal');
    await find('retry');
  });
});
