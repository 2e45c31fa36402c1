/** Labels of chosen parts, on a printer of this station. */
import { useAct, useCommandQuery, type Locale, type PartsView, type PrinterView } from '@/api';
import { ProblemAlert } from '../display/ProblemAlert';
import { EmptyState, Loaded } from '../display/States';
import { ActForm, SubmitButton } from '../form/ActForm';
import { FieldRadio } from '../form/choices';
import { Buttons } from '../form/layout';
import { FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { useTexts, useWord } from '../i18n';
import { useSession } from '../session/context';
import { two } from './words';

const LOCALES: Locale[] = ['zh-CN', 'en'];

interface Props {
  view: PartsView;
  parts: string[];
  onDone: () => void;
}

export function LabelForm(props: Props) {
  const shared = useTexts();
  const query = useCommandQuery('printer.list', {});
  return <Loaded query={query}>{({ printers }) => (printers.length === 0 ? <EmptyState title={shared('labels.no_printer')} /> : <Print {...props} printers={printers} />)}</Loaded>;
}

function Print({ view, parts, printers, onDone }: Props & { printers: PrinterView[] }) {
  const t = useTexts('samples');
  const shared = useTexts();
  const word = useWord();
  const { state } = useSession();
  const act = useAct('part.print_labels');
  const { values, bind } = useFields({ locale: state.locale as Locale | null, printer: (printers[0]?.name ?? null) as string | null, reprint_reason: '' });
  const chosen = view.parts.filter(({ part }) => parts.includes(part));
  const again = chosen.some(({ printed }) => printed > 0);
  const submit = () =>
    act.mutate(
      { donation: view.donation, parts, locale: values.locale ?? state.locale, printer: values.printer ?? '', reprint_reason: again ? values.reprint_reason.trim() || null : null },
      { onSuccess: onDone },
    );
  return (
    <ActForm act={act} onSubmit={submit}>
      <p>{chosen.map((part) => `${two(part.number)} ${word('PartKind', part.kind)}`).join(' · ')}</p>
      <FieldRadio {...bind('locale')} options={LOCALES.map((value) => ({ value, label: shared(`labels.${value}`) }))} />
      <FieldRadio {...bind('printer')} options={printers.map(({ name, kind }) => ({ value: name, label: `${name} · ${word('PrinterKind', kind)}` }))} />
      {again ? <FieldText {...bind('reprint_reason')} description={shared('labels.reprint_hint')} required autoFocus maxLength={200} /> : null}
      <ProblemAlert problem={act.data?.warning} />
      <Buttons><SubmitButton command="part.print_labels" act={act}>{t('label.submit', { count: parts.length })}</SubmitButton></Buttons>
    </ActForm>
  );
}
