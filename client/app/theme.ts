/** The component library's look, put on the tokens of styles/tokens.css so that both agree in both schemes. */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const lagoon: MantineColorsTuple = [
  '#e9f5f3',
  '#e0f0ee',
  '#c2e2de',
  '#8fcdc6',
  '#55c0b8',
  '#2f948d',
  '#187f79',
  '#0b6a66',
  '#0a5c58',
  '#084a47',
]

/** Text, lines and surfaces of the dark scheme, from light to dark. */
const dark: MantineColorsTuple = [
  '#e6e9ea',
  '#c5cbcf',
  '#a6afb6',
  '#8d97a0',
  '#727c85',
  '#30363b',
  '#23282c',
  '#1b1f22',
  '#171a1d',
  '#14171a',
]

/** Warm, to go with the paper. The fifth draws the borders of inputs: 3:1, so that a field can be told from the paper. */
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f3f1ed',
  '#ebe8e2',
  '#e4e0d9',
  '#8c867b',
  '#6d685f',
  '#5c5850',
  '#4b4842',
  '#35322e',
  '#211f1c',
]

const red: MantineColorsTuple = [
  '#fdf0ef',
  '#fcebe9',
  '#f6cfcc',
  '#eba19b',
  '#ff9b92',
  '#d9534a',
  '#c93a31',
  '#b3261e',
  '#9a1f18',
  '#7f1812',
]

export const theme = createTheme({
  colors: { lagoon, dark, gray, red },
  primaryColor: 'lagoon',
  // White text on either is above 6:1.
  primaryShade: { light: 7, dark: 7 },
  black: '#1d2226',
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  defaultRadius: 'md',
  radius: { md: '0.5rem' },
  respectReducedMotion: true,
  cursorType: 'pointer',
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-dimmed': 'var(--ink-2)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-anchor': 'var(--accent-ink)',
    '--mantine-color-placeholder': 'var(--ink-2)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-default-hover': 'var(--surface-2)',
  },
  light: { '--mantine-color-default-border': '#cfcac1' },
  dark: { '--mantine-color-default': 'var(--surface-2)', '--mantine-color-default-border': '#454d54' },
})
