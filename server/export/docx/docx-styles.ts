/** How a Word file looks: one look for every kind of block, so that whoever edits it changes a style and not a hundred places. */
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  ShadingType,
  type IParagraphStyleOptions,
  type IStylesOptions,
} from 'docx'

const TEXT_FONT = 'Calibri'
const CODE_FONT = 'Consolas'
const SOFT = '5C6370'
const LINK = '0B57C2'
const TINT = 'F4F5F7'

/** Twentieths of a point: A4 with an inch at each side. */
export const PAGE = { width: 11_906, height: 16_838, margin: 1440 } as const
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin
/** Twentieths of a point that a level of lists or quotes steps in. */
export const STEP = 360
export const LINE_COLOUR = 'BFC4CC'
export const HEAD_TINT = 'EDEFF2'
export const MARK_TINT = 'FFE58A'

/** Half points, by level. */
const HEADING_SIZES = [36, 30, 26, 24, 22, 22] as const

export function docxStyles(language: string): IStylesOptions {
  const headings = HEADING_SIZES.map((size, index) => headingStyle(index + 1, size))
  return {
    default: {
      document: {
        run: {
          font: TEXT_FONT,
          size: 22,
          // `und` is no language that Word knows.
          ...(language === 'und'
            ? {}
            : { language: { value: language, eastAsia: language, bidirectional: language } }),
        },
        paragraph: { spacing: { after: 120, line: 276, lineRule: LineRuleType.AUTO } },
      },
    },
    paragraphStyles: [
      ...headings,
      {
        ...styled('Title', 'Title'),
        run: { size: 52, bold: true },
        paragraph: { spacing: { before: 2400, after: 240, line: 264, lineRule: LineRuleType.AUTO } },
      },
      { ...styled('Subtitle', 'Subtitle'), run: { size: 26, color: SOFT } },
      {
        ...styled('ContentsTitle', 'Contents Title'),
        run: { size: 36, bold: true },
        paragraph: { spacing: { after: 240 } },
      },
      contentsStyle(1),
      contentsStyle(2),
      {
        ...styled('Quote', 'Quote'),
        run: { color: SOFT },
        paragraph: {
          border: { left: { style: BorderStyle.SINGLE, size: 18, space: 8, color: LINE_COLOUR } },
        },
      },
      {
        ...styled('Code', 'Code'),
        run: { font: CODE_FONT, size: 18, noProof: true },
        paragraph: {
          shading: { type: ShadingType.CLEAR, fill: TINT, color: 'auto' },
          spacing: { before: 120, after: 180, line: 252, lineRule: LineRuleType.AUTO },
          alignment: AlignmentType.LEFT,
        },
      },
      {
        ...styled('TableText', 'Table Text'),
        paragraph: { spacing: { before: 20, after: 20, line: 252, lineRule: LineRuleType.AUTO } },
      },
      { ...styled('AfterTable', 'After Table'), run: { size: 8 }, paragraph: { spacing: { after: 60 } } },
      { ...styled('Running', 'Running Title'), run: { size: 18, color: SOFT } },
    ],
    characterStyles: [
      {
        id: 'CodeText',
        name: 'Code Text',
        basedOn: 'DefaultParagraphFont',
        run: {
          font: CODE_FONT,
          noProof: true,
          shading: { type: ShadingType.CLEAR, fill: TINT, color: 'auto' },
        },
      },
      {
        id: 'Hyperlink',
        name: 'Hyperlink',
        basedOn: 'DefaultParagraphFont',
        run: { color: LINK, underline: {} },
      },
    ],
  }
}

function styled(id: string, name: string): IParagraphStyleOptions {
  return { id, name, basedOn: 'Normal', next: 'Normal', quickFormat: true }
}

function headingStyle(level: number, size: number): IParagraphStyleOptions {
  return {
    ...styled(`Heading${level}`, `heading ${level}`),
    run: { size, bold: true, ...(level > 3 ? { color: SOFT } : {}) },
    paragraph: {
      keepNext: true,
      keepLines: true,
      outlineLevel: level - 1,
      spacing: { before: level < 3 ? 360 : 240, after: 120, line: 264, lineRule: LineRuleType.AUTO },
    },
  }
}

function contentsStyle(level: number): IParagraphStyleOptions {
  return {
    ...styled(`TOC${level}`, `toc ${level}`),
    ...(level === 1 ? { run: { bold: true } } : {}),
    paragraph: {
      spacing: { before: level === 1 ? 120 : 0, after: 20 },
      // Long titles leave room for the number of the page.
      indent: { left: (level - 1) * STEP, right: 720 },
    },
  }
}
