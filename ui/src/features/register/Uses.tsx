/** Units that a device or a lot was used on: which step, when, by whom; the latest first. */
import { IconFlask, IconHandStop } from '@tabler/icons-react';
import { DataGrid, Din, EmptyState, Panel, pick, ProblemAlert, StatusBadge, TimeText, Tone, useKeysetPages, useOpen, useTexts } from '@/shared';

export function Uses({ code, users }: { code: string; users: number }) {
  const t = useTexts('register');
  const shared = useTexts();
  const open = useOpen();
  const { rows, hasMore, loadMore, loading, error } = useKeysetPages('register.uses', { code });
  return (
    <Panel title={t('uses.title', { count: users })}>
      <ProblemAlert problem={error} />
      <DataGrid
        rows={rows}
        rowKey={(use) => use.key}
        onOpen={(use) => open.unit(use.donation)}
        hasMore={hasMore}
        loadMore={loadMore}
        loading={loading}
        height={rows.length === 0 ? 'auto' : `min(${rows.length * 48 + 44}px, 46vh)`}
        empty={<EmptyState icon={IconFlask} title={t('uses.none')} />}
        label={t('uses.title', { count: users })}
        testId="uses"
        columns={[
          { key: 'din', title: t('uses.unit'), width: 'minmax(20ch, 1fr)', cell: (use) => <Din din={use.din} /> },
          {
            key: 'status',
            title: t('uses.status'),
            width: '15em',
            cell: (use) => (use.held ? <Tone tone="red" icon={IconHandStop}>{shared('state.held')}</Tone> : <StatusBadge status={use.status} />),
          },
          { key: 'step', title: t('uses.step'), width: '2fr', cell: (use) => [pick({ zh: use.step_zh, en: use.step_en }), pick({ zh: use.asked_zh, en: use.asked_en })].filter(Boolean).join(' · ') },
          { key: 'when', title: t('uses.when'), width: '11em', cell: (use) => <TimeText ms={use.at_ms} /> },
          { key: 'by', title: t('uses.by'), width: '1fr', cell: (use) => [use.by, use.second].filter(Boolean).join(' + ') },
          { key: 'site', title: t('uses.site'), width: '8ch', cell: (use) => use.site_code },
        ]}
      />
    </Panel>
  );
}
