/** Facts, results, steps, places, holds, signatures, certificates; personal data only when asked for. */
import type { UnitView } from '@/api';
import {
  CertificateTable, CollectionFacts, DonationFacts, HoldTable, LocationTable, Panel, pick, ProcedureLink, ReceiptFacts, ResultTable, SignatureTable, StepTable,
  useCan, useTexts,
} from '@/shared';
import { CorrectCollection } from './CorrectCollection';
import { CorrectStep } from './CorrectStep';
import { Ending } from './Ending';
import { PersonalPanel } from './PersonalPanel';
import { Rejected } from './Rejected';
import { Runs } from './Runs';
import classes from './Unit.module.css';

export function Overview({ unit }: { unit: UnitView }) {
  const t = useTexts('unit');
  const mayViewPersonal = useCan('view_personal');
  const mayCorrectCollection = useCan('correct_collection');
  const mayCorrectStep = useCan('correct_step');
  const holds = unit.holds.filter(({ lifted_ms }) => lifted_ms === null);
  return (
    <>
      {unit.rejection ? <Rejected rejection={unit.rejection} /> : null}
      {unit.row.status === 'rejected' || unit.row.status === 'research' ? <Ending unit={unit} /> : null}
      {holds.length > 0 ? <Panel title={t('part.holds_open')}><HoldTable holds={unit.holds} /></Panel> : null}
      <div className={classes.facts}>
        <Panel title={t('part.donation')}><DonationFacts unit={unit} /></Panel>
        <Panel
          title={t('part.collection')}
          aside={mayCorrectCollection && unit.collection ? <CorrectCollection donation={unit.row.donation} collection={unit.collection} /> : null}
        >
          <CollectionFacts unit={unit} />
        </Panel>
        <Panel title={t('part.receipt')}><ReceiptFacts unit={unit} /></Panel>
      </div>
      <div className={classes.rest}>
        {mayViewPersonal ? <PersonalPanel donation={unit.row.donation} /> : null}
        <Panel title={t('part.results')}><ResultTable results={unit.results} /></Panel>
        <Panel
          title={t('part.steps')}
          aside={mayCorrectStep && unit.steps.length > 0 ? <CorrectStep donation={unit.row.donation} steps={unit.steps} /> : null}
        >
          {unit.sop ? <p className={classes.procedure}>{t('part.procedure')}: <ProcedureLink digest={unit.sop.digest} testId="unit-procedure">{pick(unit.sop)} · {t('part.version', { version: unit.sop.version })}</ProcedureLink></p> : null}
          <StepTable donation={unit.row.donation} steps={unit.steps} />
        </Panel>
        <Runs donation={unit.row.donation} />
        <Panel title={t('part.locations')}><LocationTable locations={unit.locations} /></Panel>
        {holds.length === 0 ? <Panel title={t('part.holds')}><HoldTable holds={unit.holds} /></Panel> : null}
        <Panel title={t('part.signatures')}><SignatureTable signatures={unit.signatures} /></Panel>
        <Panel title={t('part.certificates')}><CertificateTable certificates={unit.certificates} /></Panel>
      </div>
    </>
  );
}
