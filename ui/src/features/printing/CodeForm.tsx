/** What every order of such labels asks: language, printer, and why again where that is the case. */
import { type ReactNode } from 'react';
import { useAct, useCommandQuery, type CodeItem, type LabelTemplate, type Locale, type PrinterView } from '@/api';
import {
  ActForm, Buttons, FieldRadio, FieldText, formatNumber, Loaded, ProblemAlert, SubmitButton, useFields, useSession, useTexts, useWord,
} from '@/shared';
import classes from './Printing.module.css';

const LOCALES: Locale[] = ['zh-CN', 'en'];

interface Props {
  template: LabelTemplate;
  /** What is to be printed, in this order. */
  items: CodeItem[];
  /** Whether some of it is known to have been printed before. */
  again?: boolean;
  children: ReactNode;
}

export function CodeForm(props: Props) {
  const printers = useCommandQuery('printer.list', {});
  return <Loaded query={printers}>{({ printers: all }) => <Form {...props} printers={all} />}</Loaded>;
}

function Form({ template, items, again = false, children, printers }: Props & { printers: PrinterView[] }) {
  const t = useTexts('printing');
  const word = useWord();
  const { state } = useSession();
  const act = useAct('code.print');
  const { values, bind } = useFields({ locale: state.locale as Locale | null, printer: (printers[0]?.name ?? null) as string | null, reprint_reason: '' });
  const submit = () =>
    act.mutate({
      template, items, locale: values.locale ?? state.locale, printer: values.printer ?? '', reprint_reason: values.reprint_reason.trim() || null,
    });
  // Typed codes are known to have been printed before only when the order is refused for it.
  const asks = again || act.error?.code === 'label.reprint_reason';
  const job = act.data?.job;
  return (
    <ActForm act={act} onSubmit={submit}>
      {children}
      <FieldRadio {...bind('locale')} options={LOCALES.map((value) => ({ value, label: value === 'zh-CN' ? '中文' : 'English' }))} />
      <FieldRadio {...bind('printer')} options={printers.map(({ name, kind }) => ({ value: name, label: `${name} · ${word('PrinterKind', kind)}` }))} />
      {asks ? <FieldText {...bind('reprint_reason')} description={t('codes.again')} required maxLength={200} /> : null}
      {job ? (
        <p className={classes.hint} role="status" data-testid="codes-job" data-state={job.state}>
          {t('codes.job', { state: word('PrintState', job.state), where: job.destination ?? job.printer })}
        </p>
      ) : null}
      <ProblemAlert problem={job?.problem ?? act.data?.warning ?? null} />
      <Buttons>
        <SubmitButton command="code.print" act={act} disabled={items.length === 0}>{t('codes.print', { count: items.length, shown: formatNumber(items.length) })}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
