/** A released unit: who signed, which certificates were issued, issue another one and see it. */
import { Button } from '@mantine/core';
import { IconArrowLeft, IconFileCertificate, IconFolderCheck, IconTimeline } from '@tabler/icons-react';
import { useAct, useCommandQuery, type UnitView } from '@/api';
import {
  ActForm, Buttons, CertificateTable, DocumentButton, FieldLongText, FieldRadio, HoldTable, Loaded, Panel, PdfView, SignatureTable, SubmitButton, UnitHeader, useCan,
  useFields, useOpen, useTexts, useWord,
} from '@/shared';
import classes from './Release.module.css';

/** The folder printer that every station has. */
const OWN_FOLDER = 'PDF';

export function CertificatePage({ donation }: { donation: string }) {
  const unit = useCommandQuery('unit.get', { donation, din: null }, { keepPrevious: true });
  return <Loaded query={unit}>{(view) => <Page unit={view} />}</Loaded>;
}

function Page({ unit }: { unit: UnitView }) {
  const t = useTexts('release');
  const open = useOpen();
  const word = useWord();
  const mayIssue = useCan('release');
  const mayPick = useCan('print_label');
  const act = useAct('certificate.issue');
  const { values, bind, reset } = useFields({ copy_reason: '', printer: OWN_FOLDER as string | null });
  const printers = usePagePrinters();
  const { donation } = unit.row;
  const certificates = unit.certificates.filter(({ document }) => document === 'release_certificate');
  const again = certificates.some(({ called_off: calledOff }) => !calledOff);
  const issue = () => act.mutate({ donation, copy_reason: values.copy_reason.trim() || null, printer: values.printer === OWN_FOLDER ? null : values.printer }, { onSuccess: () => reset() });
  const openHolds = unit.holds.filter(({ lifted_ms }) => lifted_ms === null);
  return (
    <>
      <UnitHeader
        row={unit.row}
        title={t('page.title')}
        actions={
          <>
            <Button variant="default" leftSection={<IconArrowLeft size={20} />} onClick={() => open.screen('release')} data-testid="release-back">{t('page.back')}</Button>
            {mayPick && unit.row.position ? <DocumentButton testId="release-pick_list" title={word('DocumentKind', 'pick_list')} documents={['pick_list']} donations={[donation]} /> : null}
            <Button variant="light" leftSection={<IconTimeline size={20} />} onClick={() => open.unit(donation)} data-testid="release-open_unit">{t('page.unit')}</Button>
            <Button variant="light" onClick={() => open.screen('review', donation)} data-testid="release-open_review">{t('page.review')}</Button>
          </>
        }
      />
      <div className={classes.columns}>
        <div>
          {openHolds.length === 0 ? null : <Panel title={t('page.holds')}><HoldTable holds={openHolds} /></Panel>}
          {mayIssue ? (
            <Panel title={t(again ? 'issue.copy_title' : 'issue.title')}>
              <ActForm act={act} onSubmit={issue}>
                <p className={classes.quiet}>{t(again ? 'issue.copy_hint' : 'issue.hint')}</p>
                {again ? <FieldLongText {...bind('copy_reason')} label={t('issue.copy_reason')} required maxLength={500} /> : null}
                {printers.length > 1 ? <FieldRadio {...bind('printer')} options={printers.map((value) => ({ value, label: value }))} /> : null}
                <Buttons>
                  <SubmitButton command="certificate.issue" act={act}>{t(again ? 'issue.copy' : 'issue.original')}</SubmitButton>
                </Buttons>
              </ActForm>
            </Panel>
          ) : null}
          <Panel title={t('page.certificates')}><CertificateTable certificates={certificates} /></Panel>
          <Panel title={t('page.signatures')}><SignatureTable signatures={unit.signatures} /></Panel>
        </div>
        <Panel title={act.data ? t('preview.title', { number: act.data.number }) : t('preview.none_title')}>
          {act.data ? (
            <>
              <p className={classes.saved} ref={intoSight} data-testid="certificate-path" data-copy={act.data.copy}>
                <IconFolderCheck size={22} aria-hidden />
                <span>{t('preview.saved')} <code>{act.data.path}</code></span>
              </p>
              <PdfView base64={act.data.pdf_base64} width={525} label={t('preview.title', { number: act.data.number })} />
            </>
          ) : (
            <p className={classes.none}><IconFileCertificate size={48} stroke={1.2} aria-hidden />{t('preview.none')}</p>
          )}
        </Panel>
      </div>
    </>
  );
}

/** On a narrow window what was issued stands below all else. */
function intoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function usePagePrinters(): string[] {
  const { data } = useCommandQuery('printer.list', {});
  return data?.printers.filter(({ language }) => language === 'pdf').map(({ name }) => name) ?? [];
}
