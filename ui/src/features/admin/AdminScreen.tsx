/** Everything that an administrator sets, in tabs; the tab is in the address: `/admin/people`. */
import { Tabs } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCommandQuery, type BankOverview } from '@/api';
import { Loaded, PageHeader, Tone, useCan, useOpen, useRouteId, useTexts } from '@/shared';
import { AnalysersTab } from './AnalysersTab';
import { BackupTab } from './BackupTab';
import { CentreTab } from './CentreTab';
import { DRAW_PREFIX } from './procedure';
import { EditorPage } from './procedure/EditorPage';
import { LedgerTab } from './LedgerTab';
import { PeopleTab } from './PeopleTab';
import { PrintersTab } from './PrintersTab';
import { ProceduresTab } from './ProceduresTab';
import { SitesTab } from './SitesTab';
import { StationsTab } from './StationsTab';
import { TanksTab } from './TanksTab';

const TABS = ['sites', 'stations', 'people', 'tanks', 'procedures', 'printers', 'analysers', 'centre', 'backup', 'ledger'] as const;
type TabName = (typeof TABS)[number];
/** For who approves procedures and administers nothing. */
const READ_TABS: readonly TabName[] = ['procedures', 'sites', 'stations', 'tanks', 'ledger'];

export function AdminScreen() {
  const id = useRouteId();
  const draws = useCan('draw_procedure');
  if (draws && id?.startsWith(DRAW_PREFIX)) return <EditorPage key={id} base={id.slice(DRAW_PREFIX.length)} />;
  return <AdminTabs />;
}

function AdminTabs() {
  const t = useTexts('admin');
  const open = useOpen();
  const id = useRouteId();
  const administers = [useCan('administer'), useCan('configure')].includes(true);
  const tabs = administers ? TABS : READ_TABS;
  const tab: TabName = tabs.find((name) => name === id) ?? (administers ? 'sites' : 'procedures');
  const overview = useCommandQuery('admin.overview', {});
  return (
    <Loaded query={overview}>
      {(bank) => (
        <>
          <PageHeader
            title={t('title')}
            subtitle={t('rules', { norm: bank.norm_profile, sop: bank.sop })}
            actions={bank.norm_profile_unconfirmed > 0 ? (
              <Tone tone="orange" icon={IconAlertTriangle}>{t('unconfirmed', { count: bank.norm_profile_unconfirmed })}</Tone>
            ) : null}
          />
          <Tabs value={tab} onChange={(next) => next && open.screen('admin', next)} keepMounted={false}>
            <Tabs.List mb="md">
              {tabs.map((name) => (
                <Tabs.Tab key={name} value={name} data-testid={`admin-tab-${name}`}>{t(`tab.${name}`)}</Tabs.Tab>
              ))}
            </Tabs.List>
          </Tabs>
          <Body tab={tab} bank={bank} />
        </>
      )}
    </Loaded>
  );
}

function Body({ tab, bank }: { tab: TabName; bank: BankOverview }) {
  switch (tab) {
    case 'sites': return <SitesTab bank={bank} />;
    case 'stations': return <StationsTab bank={bank} />;
    case 'people': return <PeopleTab bank={bank} />;
    case 'tanks': return <TanksTab bank={bank} />;
    case 'procedures': return <ProceduresTab />;
    case 'printers': return <PrintersTab />;
    case 'analysers': return <AnalysersTab />;
    case 'centre': return <CentreTab />;
    case 'backup': return <BackupTab />;
    case 'ledger': return <LedgerTab />;
  }
}
