/** The page that a real conference ended with. It is not part of this repository; where it is absent this is skipped. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { looksLikeLpcPage, readLpcPage } from '../../../../server/import/lpc-page.ts'
import { compareWords, type WordLedger } from '../../../../server/import/lpc-page/word-check.ts'
import type { ImportedProgramme } from '../../../../server/import/programme.ts'
import { parseDoc } from '../../../../shared/schema/check-doc.ts'
import { plainTextOf } from '../../../../shared/schema/doc-json.ts'
import { hasSeedPage, SEED_PAGE } from '../../../support/seed-page.ts'
import {
  blockTextsOf,
  docsOf,
  linkMarksOf,
  outlineOf,
  sessionOf,
  sessionsOf,
  speakersOf,
  titlesOf,
  trackOf,
  warningCounts,
  warningsOf,
} from './lpc-page-reading.ts'

const reason = hasSeedPage
  ? ''
  : ' (skipped: RAPPORTEUR_SEED names no file, and there is none beside the project)'

describe.skipIf(reason !== '')(`the page of 2019${reason}`, () => {
  let text: string
  let programme: ImportedProgramme
  let ledger: WordLedger

  beforeAll(() => {
    text = readFileSync(SEED_PAGE, 'utf8')
    ;({ programme, ledger } = readLpcPage(text))
  })

  test('[LPC-24] is recognised', () => {
    expect(looksLikeLpcPage(text)).toBe(true)
  })

  test('[LPC-24] loses no word, gains none, and is made of valid documents', () => {
    expect(compareWords(text, { programme, ledger })).toEqual({ lost: [], added: [] })
    for (const doc of docsOf(programme)) expect(parseDoc(doc)).toEqual(doc)
  })

  test('[LPC-24] keeps the text of every block as it stands, blanks at the edges of lines aside', () => {
    const lines = text.split('\n').map((line) => line.trim().replace(/^(?:•|\d+\.)\s+/, ''))
    const source = lines.join(' ').replace(/\[([^[\]|]+)\|http[^\]]+\]/, '$1')
    const altered: string[] = []
    for (const block of docsOf(programme).flatMap(blockTextsOf)) {
      const sought = block
        .split('\n')
        .map((line) => line.trim())
        .join(' ')
      if (!source.includes(sought)) altered.push(sought)
    }
    expect(altered).toEqual([])
  })

  test('[LPC-24] has its event', () => {
    expect(programme.event).toMatchObject({
      title: 'LPC2019 microconferences',
      startDate: '2019-09-09',
      endDate: '2019-09-11',
      timeZone: 'Europe/Lisbon',
    })
    expect(outlineOf(programme.event.description)).toHaveLength(13)
    expect(outlineOf(programme.event.description)).toContain('Diamond Sponsor')
  })

  test('[LPC-24] has 18 tracks in order, each with the right number of sessions and topics', () => {
    const table = programme.tracks.map(({ key, topics }) => [
      key,
      sessionsOf(programme, key).length,
      topics.length,
    ])
    expect(table).toEqual([
      ['bpf', 0, 18],
      ['risc-v', 8, 6],
      ['tracing', 7, 10],
      ['distribution-kernels', 7, 10],
      ['containers-and-checkpoint-restore', 11, 11],
      ['you-me-and-iot', 6, 15],
      ['live-patching', 9, 6],
      ['open-printing', 5, 5],
      ['toolchains', 6, 6],
      ['testing-and-fuzzing', 7, 15],
      ['real-time', 6, 15],
      ['databases', 7, 8],
      ['rdma', 5, 11],
      ['scheduler', 8, 9],
      ['vfio-iommu-pci', 7, 18],
      ['android', 14, 12],
      ['power-management-and-thermal-control', 7, 7],
      ['system-boot-and-security', 0, 12],
    ])
    expect(programme.sessions).toHaveLength(120)
  })

  test('[LPC-24] names 33 people as leads, two of them twice, and leaves four tracks without', () => {
    const leads = programme.tracks.flatMap((track) => track.leads)
    expect(leads).toHaveLength(35)
    expect(new Set(leads.map(({ email }) => email)).size).toBe(33)
    expect(leads.every(({ email, name }) => email?.includes('@') === true && name.includes(' '))).toBe(true)
    const without = programme.tracks.filter((track) => track.leads.length === 0).map(({ key }) => key)
    expect(without).toEqual(['bpf', 'tracing', 'distribution-kernels', 'containers-and-checkpoint-restore'])
    expect(trackOf(programme, 'databases').leads).toEqual([
      { name: 'Daniel Black', email: 'daniel@linux.ibm.com' },
    ])
    expect(
      trackOf(programme, 'power-management-and-thermal-control').leads.map(({ email }) => email),
    ).toEqual(['rafael@kernel.org', 'edubezval@gmail.com'])
  })

  test('[LPC-24] has the links of its tracks', () => {
    const links = programme.tracks.flatMap(({ key, links: each }) =>
      each.map(({ kind, title }) => [key, kind, title]),
    )
    expect(links).toEqual([
      ['bpf', 'reference', '[0]'],
      ['bpf', 'reference', '[1]'],
      ['bpf', 'reference', '[2]'],
      ['risc-v', 'reference', '[2]'],
      ['tracing', 'etherpad', 'Tracing MC Etherpad'],
      ['you-me-and-iot', 'etherpad', 'You, Me, & IoT MC Etherpad'],
      ['open-printing', 'slides', 'Presentation Link'],
      ['vfio-iommu-pci', 'etherpad', 'Etherpad notes'],
    ])
    expect(
      programme.tracks.flatMap((track) => track.links).every(({ url }) => url?.startsWith('https://')),
    ).toBe(true)
  })

  test('[LPC-24] has 25 lost slides and 18 lost details on its sessions', () => {
    const links = programme.sessions.flatMap((session) => session.links)
    expect(links.every(({ url }) => url === null)).toBe(true)
    expect(links.filter(({ kind }) => kind === 'slides')).toHaveLength(25)
    expect(links.filter(({ kind }) => kind === 'details')).toHaveLength(18)
    expect(outlineOf(sessionOf(programme, 'PCI Resource Assignment Policies').summary).at(-1)).toBe(
      'Slides: none',
    )
  })

  test('[LPC-24] has the titles of bare headings, a fused and a split one among them', () => {
    expect(titlesOf(programme, 'containers-and-checkpoint-restore')).toEqual([
      'CRIU and the PID dance',
      'Address Space Isolation for Container Security',
      'Seccomp Syscall Interception',
      'Update on Task Migration at Google Using CRIU',
      'Secure Image-less Container Migration',
      'Using the new mount API with containers',
      'Can we agree on what needs to happen to get shiftfs - or at least its feature set - upstream?',
      'Securing Container Runtimes with openat2 and libpathrs',
      'Using kernel keyrings with containers',
      'Cgroup v1/v2 Abstraction Layer',
      'CRIU: Reworking vDSO proxification, syscall restart',
    ])
    expect(titlesOf(programme, 'testing-and-fuzzing')).toContain('syzbot')
    expect(titlesOf(programme, 'scheduler')).toContain(
      'TurboSched: Core capacity Computation and other challenges',
    )
    expect(titlesOf(programme, 'risc-v').at(-1)).toBe('RISCV NOMMU/M-Mode Linux')
  })

  test('[LPC-24] has the titles of the other styles as printed', () => {
    expect(titlesOf(programme, 'open-printing')).toEqual([
      'Common Print Dialog Backends.',
      'IPP Printing & Scanning.',
      'Printer/Scanner Applications.',
      'The Future of Printer Setup Tools - IPP.',
      'What Can We Change In 3D Print.',
    ])
    expect(titlesOf(programme, 'rdma')).toEqual([
      'GUP and ZONE_DEVICE pages',
      'RDMA, File Systems, and DAX [4]',
      '3. Discussion about IBNBD/IBTRS, upstreaming and action items',
      'Improving RDMA performance through the use of contiguous memory and larger pages for files',
      'Shared IB objects',
    ])
    expect(titlesOf(programme, 'live-patching')).toContain('klp-convert and livepatch relocations"')
    expect(titlesOf(programme, 'distribution-kernels').at(-1)).toBe('Distros and Syzkaller - Why bother?')
    expect(titlesOf(programme, 'vfio-iommu-pci').at(-1)).toBe(
      'Implementing NTB Controller Using PCIe Endpoint',
    )
    expect(titlesOf(programme, 'android')[6]).toBe(
      'Eliminating WrapFS hackery in Android with ExtFUSE (eBPF/FUSE)',
    )
    expect(sessionsOf(programme, 'android').every(({ summary }) => summary === null)).toBe(true)
  })

  test('[LPC-24] calls sessions without a title by their first words', () => {
    expect(titlesOf(programme, 'tracing')[1]).toBe('Masami Hiramatsu discussed kernel boot time tracing…')
    const titles = ['tracing', 'you-me-and-iot', 'databases', 'power-management-and-thermal-control'].flatMap(
      (key) => titlesOf(programme, key),
    )
    expect(titles).toHaveLength(27)
    expect(titles.every((title) => title.endsWith('…') && title.length <= 73)).toBe(true)
    expect(outlineOf(trackOf(programme, 'databases').summary).map((block) => block.slice(0, 20))).toEqual([
      'The LWN article http',
      'All of the topics pr',
      'Sergei Golubchik (Ma',
    ])
  })

  test('[LPC-24] has the speakers that each style names', () => {
    expect(sessionOf(programme, 'Using Yocto to build a distro and maintain a kernel tree').speakers).toEqual(
      [
        { name: 'Senthil Rajaram', affiliation: 'Microsoft' },
        { name: 'Anatol Belski', affiliation: 'Microsoft' },
      ],
    )
    expect(sessionOf(programme, 'Monitoring and Stabilizing the In-Kernel ABI').speakers).toEqual([
      { name: 'Matthias Männich', affiliation: 'working on Android kernel at Google' },
    ])
    expect(speakersOf(programme, 'GUP and ZONE_DEVICE pages')).toEqual([
      'Jason Gunthorpe',
      'John Hubbard',
      'Don Dutile',
    ])
    expect(speakersOf(programme, 'Rethinking late module patching')).toEqual(['Miroslav Benes'])
    expect(speakersOf(programme, 'Implementing NTB Controller Using PCIe Endpoint')).toEqual([
      'Kishon Vijay Abraham I',
    ])
    expect(speakersOf(programme, 'Mathematizing the latency')).toEqual(['Daniel Bristot de Oliveira'])
    expect(speakersOf(programme, 'Wrapping system calls in glibc')).toEqual([
      'Maciej W. Rozycki',
      'Dmitry Levin',
    ])
    expect(speakersOf(programme, 'Flattening the hierarchy discussion')).toEqual(['Rik van Riel'])
    expect(speakersOf(programme, 'The Future of Printer Setup Tools - IPP.')).toEqual(['Till Kamppeter'])
    expect(speakersOf(programme, 'Core scheduling')).toHaveLength(4)
    expect(sessionsOf(programme, 'risc-v').map(({ speakers }) => speakers[0]?.name ?? null)).toEqual([
      'Palmer Dabbelt',
      'Atish Patra',
      null,
      null,
      null,
      null,
      null,
      'Damien Le Moal',
    ])
    const nobody = [
      'containers-and-checkpoint-restore',
      'databases',
      'android',
      'power-management-and-thermal-control',
    ]
    for (const key of nobody)
      expect(sessionsOf(programme, key).flatMap(({ speakers }) => speakers)).toEqual([])
  })

  test('[LPC-24] keeps nested and numbered lists and preformatted text', () => {
    const topics = trackOf(programme, 'vfio-iommu-pci').topics
    expect(topics.filter(({ level }) => level === 1)).toHaveLength(15)
    expect(outlineOf(trackOf(programme, 'you-me-and-iot').description).at(-4)).toMatch(
      /^from 1\[Device Management \| are/,
    )
    const approaches = outlineOf(
      sessionOf(programme, 'Making SCHED_DEADLINE safe for kernel kthreads').summary,
    )[1]
    expect(approaches).toMatch(
      /^from 1\[sched_setattr\(\) could .* \| In theory, .* \| Stress .* \| SCHED_DEADLINE /,
    )
    const mounting = outlineOf(sessionOf(programme, 'Using the new mount API with containers').summary)[1]
    expect(mounting?.split('\n')).toHaveLength(5)
    expect(mounting).toMatch(/^codeBlock: fsfd = fsopen\("ext4", 0\);\n/)
  })

  test('[LPC-24] links written-out addresses and leaves the text alone', () => {
    expect(docsOf(programme).flatMap(linkMarksOf)).toHaveLength(9)
    expect(linkMarksOf(sessionsOf(programme, 'databases')[2]?.summary ?? null)).toEqual([
      'ioctl_ficlonerange -> http://man7.org/linux/man-pages/man2/ioctl_ficlonerange.2.html',
    ])
    const core = sessionOf(programme, 'Core scheduling').summary
    expect(core && plainTextOf(core)).toContain('Core Scheduling [https://lwn.net/Articles/799454/]. Apart')
  })

  test('[LPC-24] gives these warnings and no others', () => {
    expect(warningCounts(programme)).toEqual({
      'summary-missing': 2,
      'summary-title-differs': 1,
      'leads-missing': 4,
      'topics-guessed': 2,
      'flattened-list': 1,
      'undefined-reference': 8,
      'etherpad-label-differs': 1,
      'fused-heading': 1,
      'split-heading': 1,
      'part-heading': 2,
      'title-question': 1,
      'title-full-stop': 5,
      'title-numbered': 1,
      'title-reference': 1,
      'title-stray-quote': 1,
      'untitled-session': 27,
      'sessions-from-list': 1,
      'paragraph-kept-in-track': 3,
      'speaker-from-prose': 37,
      'speaker-from-topic': 3,
      'speaker-unclear': 2,
      'slides-target-lost': 4,
      'details-target-lost': 3,
      'fused-slides': 1,
      'lost-link': 2,
      'truncated-end': 1,
      'page-tail': 1,
    })
    expect(warningsOf(programme, 'fused-heading')[0]).toMatch(/^464: Containers/)
    expect(warningsOf(programme, 'split-heading')[0]).toMatch(/^549: Containers/)
    expect(warningsOf(programme, 'truncated-end')[0]).toMatch(/^426: Distribution/)
    expect(programme.warnings.every(({ line }) => line !== undefined)).toBe(true)
  })
})
