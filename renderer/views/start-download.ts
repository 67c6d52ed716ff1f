/** Hands a file that the main side offers to the browser's downloads. */
export const startDownload = (address: string, fileName: string): void => {
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  document.body.append(link)
  link.click()
  link.remove()
}
