/** Controls from a file: chosen, checked row by row, and taken whole or without the rows at fault. */
import { Button, FileButton } from '@mantine/core';
import { IconCircleCheck, IconEqual, IconFileSpreadsheet, IconFolderOpen, IconX, type Icon } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { call, useAct, type ControlFileRow, type ControlFileView, type Problem } from '@/api';
import { asProblem } from '@/platform';
import { ActForm, Buttons, DataGrid, EmptyState, FieldCheck, Panel, ProblemAlert, problemText, SubmitButton, toBase64, Tone, useTexts, type ToneName } from '@/shared';
import classes from './Controls.module.css';

const LOOK: Record<string, [ToneName, Icon]> = { good: ['green', IconCircleCheck], same: ['grey', IconEqual], fault: ['red', IconX] };

interface Chosen {
  name: string;
  content: string;
  view: ControlFileView;
  taken: boolean;
}

export function ControlFile() {
  const t = useTexts('controls');
  const again = useRef<() => void>(null);
  const act = useAct('control.take_file');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [onlyGood, setOnlyGood] = useState(false);
  const choose = async (file: File | null) => {
    // The same file may be chosen again once it was mended.
    again.current?.();
    if (!file) return;
    setProblem(null);
    act.reset();
    setChosen(null);
    setOnlyGood(false);
    try {
      const content = toBase64(new Uint8Array(await file.arrayBuffer()));
      setChosen({ name: file.name, content, view: await call('control.check_file', { name: file.name, content, only_good: false }), taken: false });
    } catch (thrown) {
      setProblem(asProblem(thrown));
    }
  };
  const take = () => {
    if (!chosen) return;
    const { name, content } = chosen;
    act.mutate({ name, content, only_good: onlyGood }, { onSuccess: (view) => setChosen({ ...chosen, view, taken: true }) });
  };
  return (
    <div className={classes.page}>
      <div className={classes.filters}>
        <FileButton onChange={(file) => void choose(file)} accept=".csv,text/csv,text/plain" resetRef={again} inputProps={{ 'data-testid': 'control-file' } as object}>
          {(props) => <Button {...props} variant={chosen ? 'default' : 'filled'} leftSection={<IconFolderOpen size={20} />} data-testid="control-file-open">{t('file.open')}</Button>}
        </FileButton>
        {chosen ? <strong>{chosen.name} · {chosen.view.encoding}</strong> : null}
      </div>
      <ProblemAlert problem={problem} />
      {chosen ? (
        <>
          <Panel title={t(chosen.taken ? 'file.taken' : 'file.checked')}>
            <p data-testid="control-file-counts">{t('file.counts', { ...chosen.view })}</p>
            {chosen.taken ? null : (
              <ActForm act={act} onSubmit={take}>
                {chosen.view.faults > 0 ? <FieldCheck name="only_good" value={onlyGood} onChange={setOnlyGood} /> : null}
                <Buttons><SubmitButton command="control.take_file" act={act}>{t('file.take', { count: chosen.view.good })}</SubmitButton></Buttons>
              </ActForm>
            )}
          </Panel>
          <div className={classes.grid}><Rows rows={inOrder(chosen.view.rows)} /></div>
        </>
      ) : problem ? null : <EmptyState icon={IconFileSpreadsheet} title={t('file.empty')} hint={t('file.empty_hint')} />}
    </div>
  );
}

/** What is at fault first, each in the order of the file. */
export function inOrder(rows: ControlFileRow[]): ControlFileRow[] {
  const rank = ({ verdict }: ControlFileRow) => ['fault', 'good', 'same'].indexOf(verdict);
  return rows.toSorted((one, other) => rank(one) - rank(other) || one.line - other.line);
}

function Rows({ rows }: { rows: ControlFileRow[] }) {
  const t = useTexts('controls');
  const verdict = (row: ControlFileRow) => {
    const [tone, icon] = LOOK[row.verdict] ?? ['grey', IconEqual];
    return <Tone tone={tone} icon={icon}>{t(`file.verdict.${row.verdict}`)}</Tone>;
  };
  const why = ({ column, problem }: ControlFileRow) => (problem ? `${column ?? ''}: ${problemText(problem)}` : '');
  return (
    <DataGrid
      rows={rows}
      rowKey={(row) => String(row.line)}
      loading={false}
      label={t('tab.file')}
      testId="control-file-row"
      empty={null}
      columns={[
        { key: 'line', title: t('file.line'), width: '5em', cell: (row) => row.line },
        { key: 'verdict', title: t('file.becomes'), width: '9em', cell: verdict },
        { key: 'device', title: t('device'), width: '8em', cell: (row) => row.device },
        { key: 'test', title: t('test'), width: 'minmax(0, 1fr)', cell: (row) => row.test },
        { key: 'lot', title: t('lot'), width: '9em', cell: (row) => `${row.lot} ${row.level}` },
        { key: 'value', title: t('value'), width: '7em', cell: (row) => row.value },
        { key: 'why', title: t('file.why'), width: 'minmax(0, 2.6fr)', cell: (row) => <span title={why(row)}>{why(row)}</span> },
      ]}
    />
  );
}
