/** Calm and dense, yet readable at arm's length; touch targets of 44 px for gloved hands. */
import {
  ActionIcon, Button, Checkbox, createTheme, Input, Modal, PasswordInput, Select, Table, Textarea, TextInput,
  type MantineColorsTuple,
} from '@mantine/core';

const pine: MantineColorsTuple = [
  '#eef6f5', '#dceae8', '#b5d5d0', '#8bbfb8', '#68aca3', '#519f96', '#41928a', '#2f7d75', '#216b64', '#0c5a53',
];

export const SANS = '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif';
export const MONO = '"DejaVu Sans Mono", "Noto Sans Mono", "Cascadia Mono", Consolas, Menlo, monospace';

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 8,
  colors: { pine },
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  headings: { fontFamily: SANS, fontWeight: '600', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.2rem' }, h3: { fontSize: '1.05rem' } } },
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.3rem' },
  defaultRadius: 'md',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'md' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 44, variant: 'subtle' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'md' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'md', autosize: true, minRows: 2 } }),
    Select: Select.extend({ defaultProps: { size: 'md', allowDeselect: false, comboboxProps: { transitionProps: { duration: 0 } } } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'md' } }),
    Input: Input.extend({ defaultProps: { size: 'md' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, transitionProps: { duration: 0 }, overlayProps: { backgroundOpacity: 0.45 } } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'sm' } }),
  },
});
