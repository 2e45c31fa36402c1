/** Printers of this station, and what its scanners send. */
import { Button, Group } from '@mantine/core';
import { IconBarcode, IconFolder, IconPrinter, IconRouter, IconTrash, IconUsb, type Icon } from '@tabler/icons-react';
import { useAct, useCommandQuery, type PrinterKind, type PrinterLanguage, type PrinterView } from '@/api';
import { ActForm, Buttons, EmptyState, FieldRadio, FieldText, FormDialog, Loaded, ProblemAlert, SubmitButton, useCan, useFields, useTexts, useWord } from '@/shared';
import classes from './Section.module.css';
import { Section } from './Section';
import { TryPrinter } from './TryPrinter';
import { ScannerForm } from './ScannerForm';

const KINDS: PrinterKind[] = ['folder', 'cups', 'tcp', 'device'];
const LANGUAGES: PrinterLanguage[] = ['pdf', 'zpl203', 'zpl300', 'zpl600'];
const ICONS: Record<PrinterKind, Icon> = { folder: IconFolder, cups: IconPrinter, tcp: IconRouter, device: IconUsb };

export function PrintersTab() {
  const t = useTexts('admin');
  const shared = useTexts();
  const word = useWord();
  const may = useCan('configure');
  const printers = useCommandQuery('printer.list', {});
  return (
    <Loaded query={printers}>
      {({ printers: rows }) => (
        <Section
          name="printers"
          label={t('tab.printers')}
          rows={rows}
          rowKey={(printer) => printer.name}
          empty={<EmptyState title={t('printers.empty')} hint={t('printers.empty_hint')} icon={IconPrinter} />}
          action={may ? (
            <div className={classes.buttons}>
              <FormDialog title={t('scanner.title')} testId="admin-scanner" variant="default" icon={<IconBarcode size={20} />}>{(close) => <ScannerForm onDone={close} />}</FormDialog>
              <FormDialog title={t('printers.add')} testId="admin-add-printer">{(close) => <AddPrinter onDone={close} />}</FormDialog>
            </div>
          ) : null}
          columns={[
            { key: 'name', title: shared('fields.printer'), width: '1fr', cell: (printer) => printer.name },
            {
              key: 'kind',
              title: shared('fields.kind'),
              width: '1fr',
              cell: ({ kind }) => {
                const Glyph = ICONS[kind];
                return <Group gap={8} wrap="nowrap"><Glyph size={20} aria-hidden /> {word('PrinterKind', kind)}</Group>;
              },
            },
            { key: 'language', title: shared('fields.language'), width: '1fr', cell: ({ language }) => word('PrinterLanguage', language) },
            { key: 'target', title: shared('fields.target'), width: '2fr', cell: (printer) => <span className={classes.mono}>{printer.target}</span> },
            { key: 'try', title: '', width: '130px', align: 'end', cell: (printer) => <TryPrinter printer={printer} /> },
            { key: 'remove', title: '', width: '140px', align: 'end', cell: (printer) => (may ? <Remove printer={printer} /> : null) },
          ]}
        />
      )}
    </Loaded>
  );
}

function Remove({ printer }: { printer: PrinterView }) {
  const t = useTexts('admin');
  const act = useAct('printer.remove');
  return (
    <FormDialog title={t('printers.remove')} testId={`admin-remove-printer-${printer.name}`} variant="default" icon={<IconTrash size={18} />} size="md">
      {(close) => (
        <>
          <p>{t('printers.remove_sure', { name: printer.name })}</p>
          <ProblemAlert problem={act.error} />
          <Buttons>
            <Button
              color="red.9"
              loading={act.isPending}
              onClick={() => act.mutate({ name: printer.name }, { onSuccess: close })}
              data-testid="submit-printer-remove"
              autoFocus
            >
              {t('printers.remove')}
            </Button>
          </Buttons>
        </>
      )}
    </FormDialog>
  );
}

function AddPrinter({ onDone }: { onDone: () => void }) {
  const t = useTexts('admin');
  const word = useWord();
  const act = useAct('printer.set');
  const { values, bind } = useFields({ name: '', kind: 'folder' as PrinterKind, language: 'pdf' as PrinterLanguage, target: '' });
  const submit = () => act.mutate({ ...values, name: values.name.trim(), target: values.target.trim() }, { onSuccess: onDone });
  return (
    <ActForm act={act} onSubmit={submit}>
      <FieldText {...bind('name')} label={t('sites.name')} required autoFocus />
      <FieldRadio
        {...bind('kind')}
        options={KINDS.map((value) => ({ value, label: word('PrinterKind', value) }))}
      />
      <FieldText {...bind('target')} label={t(`printers.target_${values.kind}`)} description={t(`printers.example_${values.kind}`)} mono required />
      <FieldRadio {...bind('language')} description={t('printers.language_hint')} options={LANGUAGES.map((value) => ({ value, label: word('PrinterLanguage', value) }))} />
      <Buttons>
        <SubmitButton command="printer.set" act={act}>{t('printers.add')}</SubmitButton>
      </Buttons>
    </ActForm>
  );
}
