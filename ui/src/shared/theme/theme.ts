/** Calm and dense, yet readable at arm's length; touch targets of 44 px for gloved hands. */
import {
  ActionIcon, Button, Checkbox, createTheme, Input, Modal, PasswordInput, Select, Table, Textarea, TextInput,
  type MantineColorsTuple,
} from '@mantine/core';

const pine: MantineColorsTuple = [
  '#eef6f5', '#dceae8', '#b5d5d0', '#8bbfb8', '#68aca3', '#519f96', '#41928a', '#2f7d75', '#216b64', '#0c5a53',
];

/** What lets a unit go, and what stops it: white text on shade 8 has a contrast above 4.5 to 1. */
const good: MantineColorsTuple = [
  '#eef8f0', '#e5f4e8', '#c8e6ce', '#a6d6af', '#7fc28b', '#58ab67', '#3b934b', '#2a7d3a', '#1c6b2f', '#155524',
];
const caution: MantineColorsTuple = [
  '#fff7ed', '#ffedd5', '#fed7aa', '#fdba74', '#fb923c', '#f97316', '#e0620d', '#c65a0b', '#b45309', '#8f4207',
];

export const SANS = '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif';
export const MONO = '"DejaVu Sans Mono", "Noto Sans Mono", "Cascadia Mono", Consolas, Menlo, monospace';

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 8,
  colors: { pine, good, caution },
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
