<#
.SYNOPSIS
  Tries what a script can of docs/windows-checklist.md, on a Windows machine with Gatehouse installed.
.DESCRIPTION
  Run it elevated. It changes nothing, and prints a line for each row: the row, passed or failed, and what was seen, with the version
  of Windows at the end of each. These lines go to docs/proof.md. Exit code: how many rows failed; 255 where it could not begin.
.PARAMETER Folder
  Where Gatehouse is installed.
.EXAMPLE
  powershell -ExecutionPolicy Bypass -File verify.ps1
#>
#Requires -Version 5.1
#Requires -RunAsAdministrator
[CmdletBinding()]
param([string]$Folder = (Join-Path $env:ProgramFiles 'Gatehouse'))

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Provider = '{6C3B4F0E-7E0B-4C5E-9D0B-5B1F2A7C9E41}'
$Account = 'GatehouseKiosk'
$Authentication = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Authentication'
$Own = 'HKLM:\SOFTWARE\Gatehouse'
$System = 'S-1-5-18'
$Administrators = 'S-1-5-32-544'
$TrustedInstaller = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464'
$Users = 'S-1-5-32-545'
$RestrictedPackages = 'S-1-15-2-2'

$version = Get-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion'
$Windows = "Windows $($version.CurrentBuild).$($version.UBR)"
$script:Failed = 0

# One row. What it looks with says what was seen, and throws where that is not what must be seen.
function Test-Row([string]$Row, [scriptblock]$Look) {
  try {
    Write-Output "$Row | passed | $(& $Look) | $Windows"
  } catch {
    $script:Failed++
    Write-Output "$Row | failed | $($_.Exception.Message) | $Windows"
  }
}

function Assert-That($Holds, [string]$Otherwise) {
  if (-not $Holds) { throw $Otherwise }
}

# Who is let do something with a file, a folder or a key, beyond those named: as "SID: rights".
function Get-Others([string]$Path, [string[]]$Than) {
  $rules = (Get-Acl -Path $Path).GetAccessRules($true, $true, [System.Security.Principal.SecurityIdentifier])
  @($rules | Where-Object { $_.AccessControlType -eq 'Allow' -and $Than -notcontains $_.IdentityReference.Value })
}

# The SIDs that have a right, as policy has left it.
function Get-Right([string]$Name) {
  $file = New-TemporaryFile
  try {
    & secedit.exe /export /areas USER_RIGHTS /cfg $file.FullName /quiet | Out-Null
    $line = @(Get-Content $file.FullName | Where-Object { $_ -like "$Name = *" })
    if ($line.Count -eq 0) { return @() }
    @($line[0].Split('=')[1].Split(',') | ForEach-Object { $_.Trim().TrimStart('*') })
  } finally {
    Remove-Item $file.FullName
  }
}

function Get-Facts {
  $text = & (Join-Path $Folder 'Gatehouse.Launcher.exe') --facts
  Assert-That ($LASTEXITCODE -eq 0) "--facts ended with $LASTEXITCODE"
  ($text -join "`n") | ConvertFrom-Json
}

if (-not (Test-Path (Join-Path $Folder 'Gatehouse.Launcher.exe'))) {
  Write-Output "Gatehouse is not installed in $Folder; give -Folder."
  exit 255
}

Test-Row 'W-100' {
  $file = (Get-ItemProperty "HKLM:\SOFTWARE\Classes\CLSID\$Provider\InprocServer32").'(default)'
  Assert-That ($file -eq (Join-Path $Folder 'Gatehouse.Provider.dll')) "the provider is registered as $file"
  Assert-That (Test-Path "$Authentication\Credential Providers\$Provider") 'the provider is not listed'
  Assert-That (-not (Test-Path "$Authentication\Credential Provider Filters\$Provider")) 'it is listed as a filter'
  $others = @(Get-ChildItem "$Authentication\Credential Providers" | Where-Object { $_.PSChildName -ne $Provider })
  Assert-That ($others.Count -gt 0) 'no provider of Windows is listed beside it'
  "registered as $file, beside $($others.Count) others"
}

Test-Row 'W-101' {
  $files = @('Gatehouse.exe', 'Gatehouse.Launcher.exe', 'Gatehouse.Provider.dll' | ForEach-Object { Get-Item (Join-Path $Folder $_) })
  $versions = @($files | ForEach-Object { $_.VersionInfo.FileVersion } | Sort-Object -Unique)
  Assert-That ($versions.Count -eq 1) "the files are of different versions: $($versions -join ', ')"
  $signed = @($files | ForEach-Object { (Get-AuthenticodeSignature $_.FullName).Status } | Sort-Object -Unique)
  Assert-That ($signed.Count -eq 1 -and ($signed[0] -eq 'Valid' -or $signed[0] -eq 'NotSigned')) "the signatures are $($signed -join ', ')"
  "version $($versions[0]), signatures $($signed[0])"
}

Test-Row 'W-102' {
  $writes = [System.Security.AccessControl.FileSystemRights]'Write, Delete, DeleteSubdirectoriesAndFiles, ChangePermissions, TakeOwnership'
  $others = @(Get-Others $Folder $System, $Administrators, $TrustedInstaller)
  $writers = @($others | Where-Object { ($_.FileSystemRights -band $writes -band -bnot [System.Security.AccessControl.FileSystemRights]'Synchronize') -ne 0 })
  Assert-That ($writers.Count -eq 0) "others may write: $(@($writers | ForEach-Object { $_.IdentityReference.Value }) -join ', ')"
  $packages = @($others | Where-Object { $_.IdentityReference.Value -eq $RestrictedPackages -and $_.FileSystemRights.HasFlag([System.Security.AccessControl.FileSystemRights]'ReadAndExecute') })
  Assert-That ($packages.Count -gt 0) "$RestrictedPackages may not read: Chromium's sandbox would die at its start"
  'administrators and the system alone may write; restricted packages may read'
}

Test-Row 'W-103' {
  $others = @(Get-Others $Own $System, $Administrators)
  Assert-That ($others.Count -eq 0) "others may read or write $Own"
  $state = @(Get-Others "$Own\State" $System, $Administrators)
  Assert-That ($state.Count -eq 0) "others may read or write $Own\State"
  'administrators and the system alone'
}

Test-Row 'W-104' {
  $user = Get-LocalUser $Account
  Assert-That (-not $user.Enabled) 'the account is enabled while nothing of ours runs'
  $groups = @(Get-LocalGroup | Where-Object { @(Get-LocalGroupMember $_ -ErrorAction SilentlyContinue | Where-Object { $_.SID -eq $user.SID }).Count -gt 0 })
  Assert-That ($groups.Count -eq 0) "the account is in $(@($groups | ForEach-Object { $_.Name }) -join ', ')"
  'disabled, in no group'
}

Test-Row 'W-105' {
  $sid = (Get-LocalUser $Account).SID.Value
  Assert-That (@(Get-Right 'SeBatchLogonRight') -contains $sid) 'the account may not log on as a batch job'
  Assert-That (@(Get-Right 'SeDenyBatchLogonRight') -notcontains $sid) 'the account is denied to log on as a batch job'
  Assert-That (@(Get-Right 'SeInteractiveLogonRight') -notcontains $sid) 'the account may sign in'
  'may log on as a batch job, may not sign in'
}

Test-Row 'W-106' {
  $sid = (Get-LocalUser $Account).SID.Value
  Assert-That (-not (Test-Path "HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\$sid")) 'a profile is listed'
  $left = @(Get-ChildItem (Join-Path $env:SystemDrive 'Users') -Directory -Filter "$Account*")
  Assert-That ($left.Count -eq 0) "a profile is left in $(@($left | ForEach-Object { $_.FullName }) -join ', ')"
  'no profile is left'
}

Test-Row 'W-107' {
  $listed = @(Get-WinEvent -ListProvider Gatehouse)
  $numbers = @($listed[0].Events | ForEach-Object { [int]$_.Id } | Sort-Object)
  Assert-That ($numbers.Count -gt 0) 'no events are listed'
  foreach ($channel in 'Gatehouse/Admin', 'Gatehouse/Operational') {
    Assert-That (Get-WinEvent -ListLog $channel).IsEnabled "$channel is not enabled"
  }
  "events $($numbers -join ', ')"
}

Test-Row 'W-108' {
  $tasks = @(Get-ScheduledTask | Where-Object { @($_.Actions | Where-Object { "$($_.Execute)" -like '*Gatehouse.Launcher.exe*' -and "$($_.Arguments)" -eq '--remind' }).Count -gt 0 })
  Assert-That ($tasks.Count -eq 1) "there are $($tasks.Count) tasks for the reminder"
  Assert-That ("$($tasks[0].Principal.UserId)" -in 'SYSTEM', 'S-1-5-18') 'the task is not the system''s: it could not say who has signed in'
  "$($tasks[0].TaskPath)$($tasks[0].TaskName), $($tasks[0].State)"
}

Test-Row 'W-109' {
  $facts = Get-Facts
  Assert-That ($facts.account.sid -eq (Get-LocalUser $Account).SID.Value) 'the launcher sees another account'
  Assert-That (-not $facts.account.enabled) 'the launcher sees the account enabled'
  foreach ($values in $facts.policy, $facts.machine) {
    if ($values.PSObject.Properties.Name -contains 'EnrolmentCode') { Assert-That ($values.EnrolmentCode -eq $true) 'the enrolment code is told' }
  }
  "Windows $($facts.windows.build), key $($facts.device.key), $(if ($facts.device.PSObject.Properties.Name -contains 'id') { 'enrolled' } else { 'not enrolled' })"
}

Test-Row 'W-110' {
  $facts = Get-Facts
  Assert-That ($facts.device.PSObject.Properties.Name -contains 'id') 'the machine is not enrolled yet: press the link once'
  $kept = @((Get-Item $Own).Property)
  Assert-That ($kept -notcontains 'EnrolmentCode') 'the enrolment code is still in the registry'
  'enrolled, and the code is gone'
}

Test-Row 'W-111' {
  $text = & (Join-Path $Folder 'Gatehouse.exe') --doctor --json | Out-String
  $code = $LASTEXITCODE
  $said = $text | ConvertFrom-Json
  Assert-That ($null -ne $said) '--doctor --json said nothing'
  Assert-That ($code -eq 0) "--doctor ended with ${code}: $text"
  'nothing is wrong'
}

exit $script:Failed
