/** One donation from enrolment to the cross-check: the panels in order, the open one with its form. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconPlus, IconPrinter, IconTruckDelivery } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommandQuery, type UnitView } from '@/api';
import { BEDSIDE_SET, Din, LabelPanel, Loaded, PageHeader, StatusBadge, useCan, useOpen, useTexts } from '@/shared';
import { CollectionForm } from './CollectionForm';
import { ConsentForm } from './ConsentForm';
import { CrossCheck } from './CrossCheck';
import { QuestionnaireForm } from './QuestionnaireForm';
import { firstOpen, stagesOf } from './stages';
import { StepPanel } from './StepPanel';
import { CollectionSummary, ConsentSummary, CrossCheckSummary, EnrolSummary, LabelSummary, QuestionnaireSummary } from './summaries';
import classes from './collection.module.css';

export function DonationPage({ donation }: { donation: string }) {
  const query = useCommandQuery('unit.get', { donation, din: null });
  return <Loaded query={query}>{(view) => <Steps view={view} />}</Loaded>;
}

function Steps({ view }: { view: UnitView }) {
  const t = useTexts('collection');
  const open = useOpen();
  const { donation, din, check_character, status, held } = view.row;
  const stages = stagesOf(view);
  const first = firstOpen(stages);
  const [reprinting, setReprinting] = useState(false);
  return (
    <div className={classes.page}>
      <PageHeader
        title={din ? <Din din={din} check={check_character} large /> : t('page.no_number')}
        subtitle={<StatusBadge status={status} held={held} />}
        actions={
          <Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('collection')} data-testid="collection-back">{t('page.back')}</Button>
        }
      />
      <StepPanel number={1} name="enrol" title={t('step.enrol')} state={stages.enrol} summary={<Mother view={view} />} />
      <StepPanel number={2} name="consent" title={t('step.consent')} state={stages.consent} help={t('consent.help')} summary={<ConsentSummary view={view} />}>
        <ConsentForm donation={donation} />
      </StepPanel>
      <StepPanel number={3} name="questionnaire" title={t('step.questionnaire')} state={stages.questionnaire} help={t('questionnaire.help')} summary={<QuestionnaireSummary view={view} />}>
        <QuestionnaireForm donation={donation} />
      </StepPanel>
      <StepPanel
        number={4}
        name="collection"
        title={t('step.collection')}
        state={stages.collection}
        help={t('collect.help')}
        summary={stages.collection === 'stopped' ? t('collect.deferred') : <CollectionSummary view={view} />}
      >
        <CollectionForm donation={donation} />
      </StepPanel>
      <StepPanel number={5} name="labels" title={t('step.labels')} state={reprinting ? 'open' : stages.labels} help={t(reprinting ? 'labels.reprint_help' : 'labels.help')} summary={<LabelSummary view={view}><Reprint onOpen={() => setReprinting(true)} /></LabelSummary>}>
        <LabelPanel donation={donation} usual={BEDSIDE_SET} printed={view.labels} focus={first === 'labels'} onPrinted={() => setReprinting(false)} />
      </StepPanel>
      <StepPanel number={6} name="cross_check" title={t('step.cross_check')} state={stages.cross_check} help={t('cross.help')} summary={<CrossCheckSummary view={view} />}>
        {din ? <CrossCheck donation={donation} din={din} check={check_character ?? ''} focus={first === 'cross_check'} /> : null}
      </StepPanel>
      {status === 'labelled' ? <Finished /> : null}
    </div>
  );
}

/** Personal data stands here only for who may see it, and only where this station holds it. */
function Mother({ view }: { view: UnitView }) {
  const can = useCan('view_personal');
  const personal = useCommandQuery('donation.personal', { donation: view.row.donation }, { enabled: can });
  return <EnrolSummary view={view} personal={personal.data ?? null} />;
}

function Reprint({ onOpen }: { onOpen: () => void }) {
  const t = useTexts('collection');
  const can = useCan('print_label');
  if (!can) return null;
  return (
    <Button variant="subtle" size="compact-md" leftSection={<IconPrinter size={18} />} onClick={onOpen} data-testid="collection-reprint">{t('labels.again')}</Button>
  );
}

function Finished() {
  const t = useTexts('collection');
  const open = useOpen();
  return (
    <div className={classes.finish} data-testid="collection-finished">
      <div>
        <strong>{t('finish.title')}</strong>
        <div>{t('finish.hint')}</div>
      </div>
      <Button variant="default" leftSection={<IconPlus size={20} />} onClick={() => open.screen('collection', 'new')} data-testid="finish-new">{t('list.new')}</Button>
      <Button leftSection={<IconTruckDelivery size={20} />} onClick={() => open.screen('shipment', 'new')} data-testid="finish-pack">{t('finish.pack')}</Button>
    </div>
  );
}
