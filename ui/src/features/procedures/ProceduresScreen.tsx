/** `/procedures`: every version of every SOP; `/procedures/<digest>`: its text; `/procedures/<digest>~<digest>`: what one changes of another. */
import { IconBook2 } from '@tabler/icons-react';
import { useCommandQuery, type ProcedureView } from '@/api';
import { DataGrid, EmptyState, Loaded, PageHeader, pick, TimeText, useOpen, useRouteId, useTexts } from '@/shared';
import { ComparePage } from './ComparePage';
import { placeOf } from './place';
import classes from './Procedures.module.css';
import { State } from './State';
import { TextPage } from './TextPage';

export function ProceduresScreen() {
  const id = useRouteId();
  const list = useCommandQuery('procedure.list', {}, { keepPrevious: true });
  return (
    <Loaded query={list}>
      {({ procedures }) => {
        const versions = procedures.filter(({ kind }) => kind === 'sop');
        if (id === null) return <Versions versions={versions} />;
        const place = placeOf(id);
        return place.before === null
          ? <TextPage key={place.digest} place={place} versions={versions} />
          : <ComparePage before={place.before} after={place.digest} versions={versions} />;
      }}
    </Loaded>
  );
}

/** What is in force stands first, then what waits, then what was. */
const ORDER: ProcedureView['state'][] = ['in_force', 'scheduled', 'in_review', 'not_approved', 'superseded', 'ended', 'returned'];

function Versions({ versions }: { versions: ProcedureView[] }) {
  const t = useTexts('procedures');
  const open = useOpen();
  const rows = versions.toReversed().toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <DataGrid
        rows={rows}
        rowKey={({ digest }) => digest}
        label={t('title')}
        height="calc(100vh - 250px)"
        testId="procedure-version"
        onOpen={({ digest }) => open.screen('procedures', digest)}
        empty={<EmptyState icon={IconBook2} title={t('empty')} hint={t('empty_hint')} />}
        columns={[
          { key: 'title', title: t('procedure'), width: 'minmax(18em, 2.4fr)', cell: (row) => pick(row) },
          { key: 'version', title: t('version'), width: '5em', cell: ({ version }) => <span className={classes.mono}>{version}</span> },
          { key: 'state', title: t('state'), width: '13em', cell: (row) => <State version={row} /> },
          { key: 'effective', title: t('effective'), width: '11em', cell: ({ effective_ms: at }) => <TimeText ms={at} /> },
          { key: 'by', title: t('approved_by'), width: 'minmax(8em, 0.8fr)', cell: ({ approved_by: by }) => by ?? '—' },
          { key: 'steps', title: t('steps'), width: '6em', align: 'end', cell: ({ lines }) => lines.length },
        ]}
      />
    </>
  );
}
