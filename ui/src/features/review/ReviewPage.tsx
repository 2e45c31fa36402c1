/** One unit, everything that a reviewer must see: exceptions first, then what stops it, then the record. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconTimeline } from '@tabler/icons-react';
import { useCommandQuery, type ReviewView } from '@/api';
import {
  BlockerList, CalculationTable, CollectionFacts, DonationFacts, FindingTable, isDeparted, isException, Judgements, Loaded, LocationTable, Panel, ReceiptFacts,
  ResultTable, SignatureTable, StepTable, UnitCurveList, UnitHeader, UnitMonitoringList, useOpen, useTexts,
} from '@/shared';
import { DecisionPanel } from './DecisionPanel';
import { Holds } from './Holds';
import { RejectionNote } from './RejectionNote';
import { ResearchNote } from './ResearchNote';
import classes from './Review.module.css';

export function ReviewPage({ donation }: { donation: string }) {
  const review = useCommandQuery('review.get', { donation, din: null }, { keepPrevious: true });
  return <Loaded query={review}>{(view) => <Page view={view} />}</Loaded>;
}

function Page({ view }: { view: ReviewView }) {
  const t = useTexts('review');
  const open = useOpen();
  const { unit, findings, blockers } = view;
  const judged = new Set(unit.judgements.flatMap((one) => one.findings.map(({ rule }) => rule)));
  // What the procedure makes an exception, no norm profile speaks of.
  const departures = findings.filter((finding) => isException(finding) && !judged.has(finding.rule));
  const exceptions = findings.filter((finding) => isException(finding) && judged.has(finding.rule));
  return (
    <>
      <UnitHeader
        row={unit.row}
        title={t('page.title')}
        actions={
          <>
            <Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('review')} data-testid="review-back">{t('page.back')}</Button>
            <Button variant="light" leftSection={<IconTimeline size={20} />} onClick={() => open.unit(unit.row.donation)} data-testid="review-open_unit">{t('page.timeline')}</Button>
          </>
        }
      />
      <div className={classes.columns}>
        <div>
          {unit.rejection ? <RejectionNote rejection={unit.rejection} /> : null}
          {unit.research ? <ResearchNote research={unit.research} /> : null}
          <Panel title={t('page.blockers')}>
            <BlockerList blockers={blockers} results={unit.results} steps={unit.steps} findings={findings} confirmers={view.confirmers} />
          </Panel>
          <Panel title={exceptions.length === 0 ? t('page.no_exceptions') : t('page.exceptions', { count: exceptions.length })}>
            <Judgements judgements={unit.judgements} results={unit.results} />
          </Panel>
          {departures.length === 0 ? null : (
            <Panel title={t('page.departures')}>
              <FindingTable findings={departures} results={unit.results} />
              <StepTable donation={unit.row.donation} steps={unit.steps.filter(isDeparted)} />
            </Panel>
          )}
          <Panel title={t('page.environment')}><UnitMonitoringList donation={unit.row.donation} /></Panel>
          <Panel title={t('page.results')}><ResultTable results={unit.results} /></Panel>
          <Panel title={t('page.calculated')}><CalculationTable calculations={unit.calculations} /></Panel>
          <Panel title={t('page.facts')}>
            <div className={classes.facts}>
              <div><h3>{t('page.donation')}</h3><DonationFacts unit={unit} /></div>
              <div><h3>{t('page.collection')}</h3><CollectionFacts unit={unit} /></div>
              <div><h3>{t('page.receipt')}</h3><ReceiptFacts unit={unit} /></div>
            </div>
          </Panel>
          <Panel title={t('page.curves')}><UnitCurveList donation={unit.row.donation} /></Panel>
          <Panel title={t('page.steps')}><StepTable donation={unit.row.donation} steps={unit.steps} /></Panel>
          <Panel title={t('page.locations')}><LocationTable locations={unit.locations} /></Panel>
          <Holds donation={unit.row.donation} holds={unit.holds} />
          <Panel title={t('page.signatures')}><SignatureTable signatures={unit.signatures} /></Panel>
        </div>
        <DecisionPanel view={view} />
      </div>
    </>
  );
}
