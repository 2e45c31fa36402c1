/** Labels of one donation: which, how many, in which language, on which printer; what will come out is shown beside. */
import { ActionIcon, Button } from '@mantine/core';
import { IconMinus, IconPlus, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct, useCommandQuery, type LabelCountView, type Locale, type PrinterView } from '@/api';
import { ProblemAlert } from '../display/ProblemAlert';
import { Loaded } from '../display/States';
import { ActForm, SubmitButton } from '../form/ActForm';
import { FieldRadio } from '../form/choices';
import { Buttons } from '../form/layout';
import { FieldText } from '../form/texts';
import { useFields } from '../form/useFields';
import { useOpen } from '../hooks/useOpen';
import { useTexts, useWord } from '../i18n';
import { PdfView } from '../pdf/PdfView';
import { useSession } from '../session/context';
import { changed, templatesOf, toTemplates, type LabelSet } from './labelSet';
import classes from './LabelPanel.module.css';

const LOCALES: Locale[] = ['zh-CN', 'en'];

interface Props {
  donation: string;
  /** How many of which label are proposed; these templates are offered. */
  usual: LabelSet;
  /** What was printed before: a reprint says why. */
  printed: LabelCountView[];
  focus: boolean;
  onPrinted?: () => void;
}

export function LabelPanel(props: Props) {
  const printers = useCommandQuery('printer.list', {});
  return <Loaded query={printers}>{({ printers: all }) => (all.length === 0 ? <NoPrinter /> : <Print {...props} printers={all} />)}</Loaded>;
}

function NoPrinter() {
  const t = useTexts();
  const open = useOpen();
  return (
    <Buttons>
      <span className={classes.note}>{t('labels.no_printer')}</span>
      <Button variant="default" onClick={() => open.screen('admin')} data-testid="collection-printers">{t('labels.add_printer')}</Button>
    </Buttons>
  );
}

function Print({ donation, usual, printed, focus, printers, onPrinted }: Props & { printers: PrinterView[] }) {
  const t = useTexts();
  const word = useWord();
  const { state } = useSession();
  const act = useAct('label.print');
  const [set, setSet] = useState(usual);
  const form = useFields({ locale: state.locale as Locale | null, printer: (printers[0]?.name ?? null) as string | null, reprint_reason: '' });
  const templates = toTemplates(set);
  const again = printed.some(({ template, printed: count }) => count > 0 && templates.includes(template));
  const locale = form.values.locale ?? state.locale;
  const preview = useCommandQuery('label.preview', { donation, templates, locale }, { enabled: templates.length > 0, keepPrevious: true });
  const submit = () =>
    act.mutate(
      { donation, templates, locale, printer: form.values.printer ?? '', reprint_reason: again ? form.values.reprint_reason.trim() || null : null },
      { onSuccess: onPrinted },
    );
  return (
    <div className={classes.labels}>
      <ActForm act={act} onSubmit={submit}>
        <div className={classes.counts} role="group" aria-label={t('labels.which')} data-testid="field-templates">
          {templatesOf(usual).map((template) => (
            <div key={template} className={classes.count} data-testid={`field-templates-${template}`} data-count={set[template] ?? 0}>
              <span className={classes.name}>{word('LabelTemplate', template)}</span>
              <ActionIcon variant="default" onClick={() => setSet(changed(set, template, -1))} aria-label={t('labels.fewer')} data-testid={`fewer-${template}`}><IconMinus size={18} /></ActionIcon>
              <strong className={classes.number}>{set[template] ?? 0}</strong>
              <ActionIcon variant="default" onClick={() => setSet(changed(set, template, 1))} aria-label={t('labels.more')} data-testid={`more-${template}`}><IconPlus size={18} /></ActionIcon>
            </div>
          ))}
        </div>
        <FieldRadio {...form.bind('locale')} options={LOCALES.map((value) => ({ value, label: t(`labels.${value}`) }))} />
        <FieldRadio {...form.bind('printer')} options={printers.map(({ name, kind }) => ({ value: name, label: `${name} · ${word('PrinterKind', kind)}` }))} />
        {again ? <FieldText {...form.bind('reprint_reason')} description={t('labels.reprint_hint')} required autoFocus maxLength={200} /> : null}
        <ProblemAlert problem={act.data?.warning} />
        <Buttons>
          <SubmitButton command="label.print" act={act} disabled={templates.length === 0}>
            <IconPrinter size={20} className={classes.icon} ref={focus ? focusButton : undefined} />
            {t(again ? 'labels.reprint' : 'labels.print', { count: templates.length })}
          </SubmitButton>
        </Buttons>
      </ActForm>
      <div className={classes.preview} data-testid="label-preview">
        {templates.length > 0 ? <Loaded query={preview}>{({ pdf_base64, warning }) => (
          <>
            <ProblemAlert problem={warning} compact />
            <PdfView base64={pdf_base64} width={400} label={t('labels.preview')} stale={preview.isPlaceholderData} />
          </>
        )}</Loaded> : null}
      </div>
    </div>
  );
}

function focusButton(icon: SVGSVGElement | null): void {
  icon?.closest('button')?.focus();
}
