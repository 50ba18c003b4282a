<#
.SYNOPSIS
Gives Gatehouse's service account the rights that it needs in Active Directory, and no other.

.DESCRIPTION
The rights stand in rights.json beside this script. They are given on the named units only, for the people below them.
Running it again changes nothing. It needs no module: a domain controller, or any computer of the domain, does.
Who runs it must be allowed to change the rights of these units; with -PasswordSettings or -Hardened, those of the domain.

.PARAMETER Account
The group that Gatehouse's service account is a member of, or the account itself, as CORP\Gatehouse.

.PARAMETER Unit
Distinguished names of the units whose people may get back in by themselves.

.PARAMETER ReadAttribute
Attributes with private addresses or numbers that the account may read, such as otherMailbox and mobile. Needed when the
domain is hardened, or the attribute confidential.

.PARAMETER PasswordSettings
Lets the account read the password settings objects, so that people with rules of their own see these.

.PARAMETER Hardened
Also gives the rights to read, for a domain in which not everybody may read everything about people.

.PARAMETER Server
A domain controller to do it at. Absent: any.

.PARAMETER Remove
Takes exactly these rights away again, those of -Hardened and -PasswordSettings too.

.EXAMPLE
.\Grant-GatehouseRights.ps1 -Account CORP\Gatehouse -Unit 'OU=People,DC=corp,DC=example' -PasswordSettings -WhatIf

.EXAMPLE
.\Grant-GatehouseRights.ps1 -Account CORP\Gatehouse -Unit 'OU=People,DC=corp,DC=example' -Remove
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Account,
    [Parameter(Mandatory)] [string[]] $Unit,
    [string[]] $ReadAttribute = @(),
    [switch] $PasswordSettings,
    [switch] $Hardened,
    [string] $Server,
    [switch] $Remove
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$at = if ($Server) { "LDAP://$Server/" } else { 'LDAP://' }
$rootDse = [adsi]"${at}RootDSE"
$domain = [string]$rootDse.defaultNamingContext
$schema = [string]$rootDse.schemaNamingContext
$sid = ([System.Security.Principal.NTAccount]$Account).Translate([System.Security.Principal.SecurityIdentifier])

# The schema's own id of an attribute, and whether it is confidential (MS-ADTS 2.2.10: bit 7 of searchFlags).
function Get-SchemaAttribute([string] $Name) {
    if ($Name -notmatch '^[A-Za-z][A-Za-z0-9-]*$') { throw "$Name is no name of an attribute." }
    $searcher = [System.DirectoryServices.DirectorySearcher]::new([adsi]"$at$schema", "(lDAPDisplayName=$Name)")
    $null = $searcher.PropertiesToLoad.AddRange(@('schemaIDGUID', 'searchFlags'))
    $found = $searcher.FindOne()
    if (-not $found) { throw "The schema has no attribute $Name." }
    $flags = if ($found.Properties['searchflags'].Count) { [int]$found.Properties['searchflags'][0] } else { 0 }
    [pscustomobject]@{ Id = [guid][byte[]]$found.Properties['schemaidguid'][0]; Confidential = ($flags -band 128) -ne 0 }
}

# One rule for each access control entry of an SDDL text.
function ConvertTo-Rule([string] $Aces) {
    $security = [System.DirectoryServices.ActiveDirectorySecurity]::new()
    $security.SetSecurityDescriptorSddlForm("D:$Aces")
    $security.GetAccessRules($true, $false, [System.Security.Principal.SecurityIdentifier])
}

function Test-Same($One, $Other) {
    $One.IdentityReference -eq $Other.IdentityReference -and
    $One.AccessControlType -eq $Other.AccessControlType -and
    ($One.ActiveDirectoryRights -band $Other.ActiveDirectoryRights) -eq $Other.ActiveDirectoryRights -and
    $One.ObjectType -eq $Other.ObjectType -and
    $One.InheritedObjectType -eq $Other.InheritedObjectType -and
    $One.InheritanceType -eq $Other.InheritanceType
}

$attributes = @($ReadAttribute | ForEach-Object { Get-SchemaAttribute $_ })
$places = @{
    'unit'              = $Unit
    'domain'            = @($domain)
    'password-settings' = @("CN=Password Settings Container,CN=System,$domain")
}

$rights = (Get-Content -Raw -Encoding UTF8 (Join-Path $PSScriptRoot 'rights.json') | ConvertFrom-Json).rights
foreach ($right in $rights) {
    $aces = switch ($right.set) {
        'recovery' { $right.ace }
        'attributes' { $attributes | Where-Object { -not $_.Confidential } | ForEach-Object { $right.ace.Replace('{attribute}', "$($_.Id)") } }
        'confidential-attributes' { $attributes | Where-Object { $_.Confidential } | ForEach-Object { $right.ace.Replace('{attribute}', "$($_.Id)") } }
        'hardened' { if ($Hardened -or $Remove) { $right.ace } }
        'password-settings' { if ($PasswordSettings -or $Remove) { $right.ace } }
        default { throw "rights.json has a set that this script does not know: $($right.set)" }
    }
    foreach ($place in $places[$right.on]) {
        if (-not [adsi]::Exists("$at$place")) { throw "There is no $place." }
        foreach ($ace in $aces) {
            $entry = [adsi]"$at$place"
            # The rights alone: who may change them need not be allowed to change the owner or the auditing.
            $entry.PSBase.Options.SecurityMasks = [System.DirectoryServices.SecurityMasks]::Dacl
            $security = $entry.PSBase.ObjectSecurity
            foreach ($rule in @(ConvertTo-Rule ($ace.Replace('{account}', $sid.Value)))) {
                $there = @($security.GetAccessRules($true, $false, [System.Security.Principal.SecurityIdentifier]) | Where-Object { Test-Same $_ $rule }).Count -gt 0
                if ($there -ne [bool]$Remove) {
                    Write-Verbose "$($right.id) on ${place}: nothing to do"
                    continue
                }
                $deed = if ($Remove) { "take from $Account" } else { "give to $Account" }
                if (-not $PSCmdlet.ShouldProcess($place, "${deed}: $($right.what)")) { continue }
                if ($Remove) { $null = $security.RemoveAccessRule($rule) } else { $security.AddAccessRule($rule) }
                $entry.PSBase.CommitChanges()
                [pscustomobject]@{ Right = $right.id; On = $place; Done = if ($Remove) { 'removed' } else { 'granted' } }
            }
        }
    }
}
