/** Units whose steps say that they were worked in the room, the latest first. */
import { IconFlask, IconHandStop } from '@tabler/icons-react';
import { DataGrid, Din, EmptyState, Panel, pick, ProblemAlert, StatusBadge, TimeText, Tone, useKeysetPages, useOpen, useTexts } from '@/shared';

export function Worked({ room }: { room: string }) {
  const t = useTexts('environment');
  const shared = useTexts();
  const open = useOpen();
  const { rows, hasMore, loadMore, loading, error } = useKeysetPages('environment.uses', { room });
  return (
    <Panel title={t('worked.title')}>
      <ProblemAlert problem={error} />
      <DataGrid
        rows={rows}
        rowKey={({ key }) => key}
        onOpen={({ donation }) => open.unit(donation)}
        hasMore={hasMore}
        loadMore={loadMore}
        loading={loading}
        height={rows.length === 0 ? 'auto' : `min(${rows.length * 48 + 44}px, 40vh)`}
        empty={<EmptyState icon={IconFlask} title={t('worked.none')} hint={t('worked.none_hint')} />}
        label={t('worked.title')}
        testId="worked"
        columns={[
          { key: 'din', title: t('worked.unit'), width: 'minmax(20ch, 1fr)', cell: ({ din }) => <Din din={din} /> },
          {
            key: 'status',
            title: t('worked.status'),
            width: '15em',
            cell: (use) => (use.held ? <Tone tone="red" icon={IconHandStop}>{shared('state.held')}</Tone> : <StatusBadge status={use.status} />),
          },
          { key: 'step', title: t('worked.step'), width: '2fr', cell: (use) => pick({ zh: use.step_zh, en: use.step_en }) },
          { key: 'when', title: t('worked.when'), width: '11em', cell: ({ at_ms: at }) => <TimeText ms={at} /> },
          { key: 'by', title: t('worked.by'), width: '1fr', cell: (use) => [use.by, use.second].filter(Boolean).join(' + ') },
        ]}
      />
    </Panel>
  );
}
