/** Results from a file: chosen, checked row by row, and taken whole or without the rows at fault. */
import { Button, FileButton } from '@mantine/core';
import { IconCircleCheck, IconEqual, IconFileSpreadsheet, IconFolderOpen, IconHourglass, IconX, type Icon } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { call, useAct, type FileRowVerdict, type Problem, type ResultFileRow, type ResultFileView } from '@/api';
import { asProblem } from '@/platform';
import { ActForm, Buttons, DataGrid, dinText, EmptyState, FieldCheck, PageHeader, Panel, pick, ProblemAlert, problemText, SubmitButton, toBase64, Tone, useTexts, type ToneName } from '@/shared';
import { inWords } from './result';
import { rowsInOrder } from './resultFile';
import classes from './bench.module.css';

const LOOK: Record<FileRowVerdict, [ToneName, Icon]> = {
  good: ['green', IconCircleCheck], waits: ['orange', IconHourglass], unconfirmed: ['orange', IconHourglass], same: ['grey', IconEqual], fault: ['red', IconX],
};

interface Chosen {
  name: string;
  content: string;
  view: ResultFileView;
  taken: boolean;
}

export function ResultFilePane({ choice }: { choice: ReactNode }) {
  const t = useTexts('bench');
  const again = useRef<() => void>(null);
  const act = useAct('result.take_file');
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
      const view = await call('result.check_file', { name: file.name, content, only_good: false });
      setChosen({ name: file.name, content, view, taken: false });
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
    <div className={classes.listPage}>
      <PageHeader title={t('file.title')} subtitle={t('file.subtitle')} actions={choice} />
      <div className={classes.filters}>
        <FileButton onChange={(file) => void choose(file)} accept=".csv,text/csv,text/plain" resetRef={again} inputProps={{ 'data-testid': 'result-file' } as object}>
          {(props) => <Button {...props} variant={chosen ? 'default' : 'filled'} leftSection={<IconFolderOpen size={20} />} data-testid="result-file-open">{t('file.open')}</Button>}
        </FileButton>
        {chosen ? <strong data-testid="result-file-name">{chosen.name} · {chosen.view.encoding}</strong> : null}
      </div>
      <ProblemAlert problem={problem} />
      {chosen ? (
        <>
          <Panel title={t(chosen.taken ? 'file.taken' : 'file.checked')}>
            <p data-testid="result-file-counts">{t('file.counts', { ...chosen.view })}</p>
            {chosen.view.waits > 0 ? <p className={classes.muted}>{t('file.waits_hint', { count: chosen.view.waits })}</p> : null}
            {chosen.taken ? null : (
              <ActForm act={act} onSubmit={take}>
                {chosen.view.faults > 0 ? <FieldCheck name="only_good" value={onlyGood} onChange={setOnlyGood} /> : null}
                <Buttons><SubmitButton command="result.take_file" act={act}>{t('file.take', { count: chosen.view.good })}</SubmitButton></Buttons>
              </ActForm>
            )}
          </Panel>
          <div className={classes.listBody}><Rows rows={rowsInOrder(chosen.view.rows)} /></div>
        </>
      ) : problem ? null : <EmptyState icon={IconFileSpreadsheet} title={t('file.empty')} hint={t('file.empty_hint')} />}
    </div>
  );
}

function Rows({ rows }: { rows: ResultFileRow[] }) {
  const t = useTexts('bench');
  const verdict = (row: ResultFileRow) => {
    const [tone, icon] = LOOK[row.verdict];
    return <Tone tone={tone} icon={icon}>{t(`file.verdict.${row.verdict}`)}</Tone>;
  };
  const why = ({ column, problem, name, test }: ResultFileRow) =>
    problem ? `${column ?? ''}: ${problemText(inWords(problem, name ? pick(name) : test, String))}` : '';
  return (
    <DataGrid
      rows={rows}
      rowKey={(row) => String(row.line)}
      loading={false}
      label={t('file.title')}
      testId="file-row"
      empty={null}
      columns={[
        { key: 'line', title: t('file.line'), width: '5em', cell: (row) => row.line },
        { key: 'verdict', title: t('file.becomes'), width: '10.5em', cell: verdict },
        { key: 'din', title: t('open.unit_title'), width: '20ch', cell: (row) => <span data-mono>{dinText(row.din)}</span> },
        { key: 'test', title: t('results.test'), width: 'minmax(0, 1.6fr)', cell: (row) => <span className={classes.why}>{row.name ? pick(row.name) : row.test}</span> },
        { key: 'value', title: t('results.value'), width: '8em', cell: (row) => row.value },
        { key: 'why', title: t('file.why'), width: 'minmax(0, 2.2fr)', cell: (row) => <span className={classes.why} title={why(row)}>{why(row)}</span> },
      ]}
    />
  );
}
