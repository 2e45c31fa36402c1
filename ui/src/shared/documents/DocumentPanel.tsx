/** Documents of a unit, a box, a run or a list of units: which, in which language, on which printer; what will come out is shown beside. */
import { IconCircleCheck, IconClock, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCommandQuery, type DocumentKind, type Locale, type PrinterView } from '@/api';
import { ProblemAlert } from '../display/ProblemAlert';
import { Loaded } from '../display/States';
import { Tone } from '../display/Tone';
import { ActForm, SubmitButton } from '../form/ActForm';
import { FieldRadio, FieldSelect } from '../form/choices';
import { Buttons } from '../form/layout';
import { FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { useTexts, useWord } from '../i18n';
import { PdfView } from '../pdf/PdfView';
import { useCan, useSession } from '../session/context';
import classes from './DocumentPanel.module.css';

const LOCALES: Locale[] = ['zh-CN', 'en'];
const PAPERS = ['1', '2', '3', '4', '5', '10', '20'];
/** Leave the bank as evidence: a command of their own, with the permission to release. */
const ISSUED: ReadonlySet<DocumentKind> = new Set(['dossier', 'storage_certificate']);
const NONE: string[] = [];

export interface DocumentProps {
  /** Which are offered, the usual one first. */
  documents: readonly [DocumentKind, ...DocumentKind[]];
  donations?: string[];
  shipment?: string;
  run?: string;
}

export function DocumentPanel(props: DocumentProps) {
  const printers = useCommandQuery('printer.list', {});
  return (
    <Loaded query={printers}>
      {({ printers: all }) => <Panel {...props} printers={all.filter(({ language }) => language === 'pdf')} />}
    </Loaded>
  );
}

function Panel({ documents, donations = NONE, shipment, run, printers }: DocumentProps & { printers: PrinterView[] }) {
  const t = useTexts();
  const word = useWord();
  const { state } = useSession();
  const mayIssue = useCan('release');
  const mayPrint = useCan('print_label');
  const [document, setDocument] = useState(documents[0]);
  const form = useFields({
    locale: state.locale as Locale | null, printer: (printers[0]?.name ?? null) as string | null, papers: '1' as string | null, copy_reason: '',
  });
  const locale = form.values.locale ?? state.locale;
  const wanted = { document, donations, shipment: shipment ?? null, run: run ?? null, locale };
  const preview = useCommandQuery('document.preview', wanted, { keepPrevious: true });
  const isIssued = ISSUED.has(document);
  const issue = useAct('document.issue');
  const print = useAct('document.print');
  const act = isIssued ? issue : print;
  const may = isIssued ? mayIssue : mayPrint;
  const isCopy = preview.data?.formal === true && preview.data.copy > 1;
  const submit = () =>
    act.mutate(
      { ...wanted, printer: form.values.printer ?? '', papers: Number(form.values.papers), copy_reason: isCopy ? form.values.copy_reason.trim() || null : null },
      { onSuccess: () => form.reset() },
    );
  const choose = (one: DocumentKind) => {
    setDocument(one);
    issue.reset();
    print.reset();
  };
  return (
    <div className={classes.documents}>
      <ActForm act={act} onSubmit={submit}>
        {documents.length > 1
          ? <FieldRadio name="document" label={t('documents.which')} value={document} onChange={choose} options={documents.map((value) => ({ value, label: word('DocumentKind', value) }))} />
          : null}
        <FieldRadio {...form.bind('locale')} options={LOCALES.map((value) => ({ value, label: t(`labels.${value}`) }))} />
        {printers.length === 0 ? <p className={classes.note}>{t('documents.label_printers')}</p> : null}
        {may && printers.length > 0 ? (
          <>
            <FieldRadio {...form.bind('printer')} options={printers.map(({ name, kind }) => ({ value: name, label: `${name} · ${word('PrinterKind', kind)}` }))} />
            <FieldSelect {...form.bind('papers')} label={t('documents.papers')} options={PAPERS.map((value) => ({ value, label: value }))} />
            {isCopy ? <FieldText {...form.bind('copy_reason')} description={t('documents.copy_hint')} required maxLength={200} /> : null}
            <Buttons>
              <SubmitButton command={isIssued ? 'document.issue' : 'document.print'} act={act} disabled={!preview.data}>
                <IconPrinter size={20} className={classes.icon} />{t(isCopy ? 'documents.reprint' : 'documents.print')}
              </SubmitButton>
            </Buttons>
          </>
        ) : null}
        {may ? null : <p className={classes.note}>{t('documents.may_not')}</p>}
        {act.data ? (
          <div role="status" data-testid="document-printed" data-state={act.data.job.state} data-copy={act.data.copy} data-seal={act.data.seal}>
            <Tone tone={act.data.job.state === 'done' ? 'green' : 'blue'} icon={act.data.job.state === 'done' ? IconCircleCheck : IconClock}>
              {t('documents.printed', { number: act.data.number, copy: act.data.copy, state: word('PrintState', act.data.job.state) })}
            </Tone>
            <ProblemAlert problem={act.data.job.problem} />
            {act.data.job.destination ? <p className={classes.note}><code>{act.data.job.destination}</code></p> : null}
          </div>
        ) : null}
      </ActForm>
      <div className={classes.preview} data-testid="document-preview">
        <Loaded query={preview}>
          {({ pdf_base64, number, pages }) => (
            <>
              <p className={classes.note}>{t('documents.pages', { number, pages })}</p>
              <PdfView base64={pdf_base64} width={560} label={t('documents.preview', { number, pages })} stale={preview.isPlaceholderData} />
            </>
          )}
        </Loaded>
      </div>
    </div>
  );
}
